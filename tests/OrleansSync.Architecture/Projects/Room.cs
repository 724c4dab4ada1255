using System.Collections.Frozen;

namespace OrleansSync.Architecture.Projects;

/// <summary>
/// What a project under <c>src/</c> may see. A name that ends in <c>.*</c> stands for every package that begins so.
/// A new project or a new package needs a line here, and this is the place to ask whether it belongs there.
/// </summary>
internal sealed record Room(string Project)
{
    /// <summary>Projects of ours.</summary>
    public string[] Projects { get; init; } = [];

    /// <summary>Packages.</summary>
    public string[] Packages { get; init; } = [];

    /// <summary>Packages of Orleans, without <c>Microsoft.Orleans.</c>.</summary>
    public string[] Orleans { get; init; } = [];

    /// <summary>Packages of gRPC.</summary>
    public string[] Grpc { get; init; } = [];

    /// <summary>Tomlyn.</summary>
    public string[] Tomlyn { get; init; } = [];

    /// <summary>True for what answers HTTP.</summary>
    public bool IsWeb { get; init; }

    /// <summary>The rooms by the name of their project.</summary>
    public static FrozenDictionary<string, Room> All { get; } = new[]
    {
        // What syncing means: no SQL, no HTTP, no gRPC, no grains, and of Orleans the serializer's attributes only.
        new Room("OrleansSync.Engine") { Orleans = ["Sdk"] },

        // Adapters: each sees the engine's ports and its own outside world, and never another adapter.
        // The metastore holds Helix's rows too, so its adapter sees Helix's ports: decision 30.
        new Room("OrleansSync.Postgres") { Projects = ["OrleansSync.Engine", "OrleansSync.Helix"], Orleans = ["Sdk", "Runtime", "Reminders"], Packages = ["Npgsql", "Microsoft.Extensions.*"] },
        new Room("OrleansSync.SharePoint") { Projects = ["OrleansSync.Engine"], Packages = ["Azure.Identity", "Azure.Core", "Microsoft.Extensions.*"] },
        new Room("OrleansSync.Helix") { Orleans = ["Sdk"], Tomlyn = ["Tomlyn"], Packages = ["AWSSDK.S3", "Microsoft.Extensions.*"] },

        // What happens on a person's machine, for the cmdlets: decision 30.
        new Room("OrleansSync.Helix.Client") { Projects = ["OrleansSync.Helix", "OrleansSync.Protos"], Grpc = ["Grpc.Core.Api"] },

        // Grains see ports, never adapters.
        new Room("OrleansSync.Grains") { Projects = ["OrleansSync.Engine", "OrleansSync.Helix"], Orleans = ["Sdk", "Reminders"], Packages = ["Microsoft.Extensions.*"] },

        // The contract.
        new Room("OrleansSync.Protos") { Grpc = ["Grpc.Core.Api"], Packages = ["Google.Protobuf", "Grpc.Tools"] },

        // The composition root: the only one that sees the others. The emulator is a process of its own.
        new Room("OrleansSync.Server")
        {
            Projects = ["OrleansSync.Engine", "OrleansSync.Grains", "OrleansSync.Helix", "OrleansSync.Postgres", "OrleansSync.Protos", "OrleansSync.SharePoint"],
            Orleans = ["Sdk", "Server", "Reminders"],
            Grpc = ["Grpc.AspNetCore", "Grpc.AspNetCore.HealthChecks", "Grpc.AspNetCore.Server.Reflection"],
            Packages = ["Azure.Identity", "Google.Api.CommonProtos", "OpenTelemetry", "OpenTelemetry.*", "Microsoft.Extensions.*"],
            IsWeb = true,
        },

        // Callers and tools.
        new Room("OrleansSync.PowerShell") { Projects = ["OrleansSync.Protos", "OrleansSync.Helix.Client"], Grpc = ["Grpc.Net.Client"], Packages = ["Google.Api.CommonProtos", "PowerShellStandard.Library"] },
        // Whatever it needed would be loaded where it must not be: decision 40.
        new Room("OrleansSync.PowerShell.Loader"),
        new Room("OrleansSync.Emulator") { Packages = ["System.CommandLine", "Microsoft.Extensions.*"], IsWeb = true },
    }.ToFrozenDictionary(room => room.Project, StringComparer.Ordinal);

    /// <summary>True when one of the patterns allows the name.</summary>
    public static bool Allows(string[] patterns, string name) => patterns.Any(pattern =>
        pattern.EndsWith(".*", StringComparison.Ordinal) ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern);
}
