namespace Standins.Conformance.Metadata;

/// <summary>What a stand-in has that the real packages lack, or allows that they refuse.</summary>
internal static class Comparison
{
    /// <summary>The findings, each one line that begins with the type's name.</summary>
    public static IEnumerable<string> Findings(Surface standin, Surface real) => standin.Types.Values.OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(type =>
        real.Types.TryGetValue(type.Name, out var same) ? OfDefined(type, same, real)
        : real.References.Contains(type.Name) ? type.Members.Values.Where(member => !member.IsOverride && !real.References.Contains($"{type.Name}::{member.Key}")).Select(member => $"{type.Name}::{member.Key} is named by no package")
        : [$"{type.Name} is not there"]);

    private static IEnumerable<string> OfDefined(SurfaceType type, SurfaceType same, Surface real)
    {
        if (type.IsInterface != same.IsInterface || (same.IsSealed && !type.IsSealed) || (same.IsAbstract && !type.IsAbstract))
        {
            yield return $"{type.Name} is of another kind, or more open";
        }

        var above = real.WithBases(type.Name).ToList();
        foreach (var other in type.Interfaces.Where(name => !above.SelectMany(each => each.Interfaces).Contains(name)))
        {
            yield return $"{type.Name} implements {other}";
        }

        foreach (var member in type.Members.Values.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            var there = above.Select(each => each.Members.GetValueOrDefault(member.Key)).FirstOrDefault(found => found is not null);
            if (there is null ? !member.IsOverride : IsLaxer(member, there))
            {
                yield return $"{type.Name}::{member.Key} {(there is null ? "is not there" : "is more open, or has other names or values")}";
            }
        }

        // Who implements or derives must write these; without them here, that fails on the real packages only.
        foreach (var missing in same.Members.Values.Where(member => member.IsAbstract && !type.Members.ContainsKey(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            yield return $"{type.Name}::{missing.Key} is abstract and missing";
        }
    }

    private static bool IsLaxer(SurfaceMember member, SurfaceMember there) =>
        (member.IsPublic && !there.IsPublic)
        || (member.IsOverridable && !there.IsOverridable)
        || (there.IsAbstract && !member.IsAbstract)
        || member.Constant != there.Constant
        || !member.Parameters.Select(parameter => parameter.Name).SequenceEqual(there.Parameters.Select(parameter => parameter.Name))
        || member.Parameters.Zip(there.Parameters).Any(pair => pair.First.IsOptional && !pair.Second.IsOptional);
}
