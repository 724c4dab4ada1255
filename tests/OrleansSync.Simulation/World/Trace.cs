using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansSync.Simulation.World;

/// <summary>What happened in a history, in order; equal for equal seeds.</summary>
public sealed class Trace
{
    private readonly List<string> lines = [];

    /// <summary>The events, each with its virtual time.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Two traces are equal when this is.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    internal void Add(TimeSpan at, string what) => lines.Add(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds:0.000} {what}"));
}
