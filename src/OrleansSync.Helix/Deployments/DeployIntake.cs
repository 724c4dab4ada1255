using System.Collections.Immutable;
using System.Text;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Deployments;

/// <summary>Turns what was sent into what may be deployed, or says all that is wrong with it. Pure.</summary>
public static class DeployIntake
{
    /// <summary>The project file's field.</summary>
    internal const string TomlField = "helix_toml";

    private const string SchemaFile = "schema.hx";
    private const int ProblemsMax = 20;

    /// <summary>Checks and normalises.</summary>
    /// <param name="request">As it was sent.</param>
    /// <param name="limits">How much may be sent.</param>
    /// <param name="now">What files without a time are taken to be changed at.</param>
    /// <param name="problems">All that is wrong, at most 20; empty when the answer is not null.</param>
    public static DeployInput? Read(DeployRequest request, SourceLimits limits, DateTimeOffset now, out ImmutableArray<InputProblem> problems)
    {
        var found = new List<InputProblem>();
        var files = ReadFiles(request, now.ToUnixTimeMilliseconds(), found);
        CheckSizes(request, files.Count, limits, found);
        CheckNames(files.Keys, found);
        if (request.EnvVars.Any(entry => entry.Key.Length == 0 || entry.Key.AsSpan().ContainsAny('=', '\0') || entry.Value.Contains('\0', StringComparison.Ordinal)))
        {
            found.Add(new InputProblem("env_vars", "has a name that is empty or has '=' in it, or a null character."));
        }

        if (request.HelixToml is { } toml && ProjectFileReader.Read(toml) is { File: null } parse)
        {
            var first = parse.Problems.FirstOrDefault();
            found.Add(new InputProblem(TomlField, $"is not TOML (line {first?.Line}): {first?.Message}"));
        }

        var mode = ReadMode("build_mode_override", request.BuildModeOverride, found);
        var (own, config) = ReadConfig(request, found);
        problems = [.. found.Take(ProblemsMax)];
        return found.Count > 0
            ? null
            : new DeployInput(
                new SourceSet([.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)], request.HelixToml),
                request.EnvVars.ToImmutableSortedDictionary(StringComparer.Ordinal),
                request.InstanceName,
                mode,
                request.QueriesJson,
                own,
                config);
    }

    // The Helix CLI makes both of the project file that it sends along, so they differ only when one of them is wrong.
    private static (BuildMode Mode, RuntimeConfig? Config) ReadConfig(DeployRequest request, List<InputProblem> problems)
    {
        var mode = ReadMode("build_mode", request.BuildMode, problems);
        if (request.RuntimeConfig is { } sent)
        {
            RuntimeConfigRules.Check(sent, problems);
        }

        var file = request is { Kind: ClusterKind.Standard, HelixToml: { } toml } ? RuntimeConfigFile.Read(toml, request.InstanceName, problems) : null;
        if (mode is not BuildMode.Unspecified && file?.BuildMode is { } written && !written.Equals(ProjectFileEdit.NameOf(mode), StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new InputProblem("build_mode", $"is {ProjectFileEdit.NameOf(mode)}, but helix_toml has another one for '{request.InstanceName}'; send the same, or only one of them."));
        }

        if (file is null || request.RuntimeConfig is null)
        {
            return (mode, request.RuntimeConfig ?? file?.Config);
        }

        problems.AddRange(request.RuntimeConfig.Differences(file.Config).Select(setting =>
            RuntimeConfigRules.Problem(setting, $"is not what helix_toml has for '{request.InstanceName}'; send the same, or only one of them.")));
        return (mode, request.RuntimeConfig.Or(file.Config));
    }

    private static Dictionary<string, SourceFile> ReadFiles(DeployRequest request, long nowMs, List<InputProblem> problems)
    {
        var files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var (path, content) in request.Files)
        {
            if (SourcePath.Normalise(path, out var problem) is not { } normal)
            {
                problems.Add(new InputProblem("queries", $"A path {problem}"));
            }
            else if (request.Kind is ClusterKind.Enterprise && !ManagedFiles.Contains(request.Kind, normal))
            {
                problems.Add(new InputProblem("source_files", $"'{normal}' is not part of a source; send Cargo.toml, Cargo.lock, build.rs, rust-toolchain, rust-toolchain.toml, src/ and .cargo/*.toml."));
            }
            else if (!files.TryAdd(normal, SourceFile.Of(normal, content, request.LastModifiedMs.TryGetValue(path, out var time) ? time : nowMs)))
            {
                problems.Add(new InputProblem("queries", $"'{normal}' was sent more than once."));
            }
        }

        if (request.Schema.Length > 0 && !files.TryAdd(SchemaFile, SourceFile.Of(SchemaFile, request.Schema, nowMs)))
        {
            problems.Add(new InputProblem("schema", $"'{SchemaFile}' was sent twice, as the schema and as a file."));
        }

        return files;
    }

    private static void CheckSizes(DeployRequest request, int count, SourceLimits limits, List<InputProblem> problems)
    {
        if (count > limits.FilesMax)
        {
            problems.Add(new InputProblem("queries", $"has {count} files; {limits.FilesMax} are the most."));
        }

        var bytes = request.Files.Values.Concat(request.EnvVars.Values).Append(request.Schema).Append(request.HelixToml ?? "").Append(request.QueriesJson ?? "").Append(request.RuntimeConfig?.Schema ?? "")
            .Sum(text => (long)Encoding.UTF8.GetByteCount(text));
        if (bytes > limits.BytesMax)
        {
            problems.Add(new InputProblem("queries", $"has {bytes} bytes; {limits.BytesMax} are the most."));
        }

        if (request.Files.Values.Append(request.Schema).Append(request.HelixToml ?? "").Any(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            problems.Add(new InputProblem("queries", "has a file with a null character; send text."));
        }
    }

    // On Windows and macOS 'a.hx' and 'A.hx' are one file, and nowhere is a name a file and a folder.
    private static void CheckNames(IEnumerable<string> paths, List<InputProblem> problems)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (!names.Add(path))
            {
                problems.Add(new InputProblem("queries", $"'{path}' differs from another path in upper and lower case only."));
            }

            for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                folders.Add(path[..slash]);
            }
        }

        problems.AddRange(names.Where(folders.Contains).Select(path => new InputProblem("queries", $"'{path}' is a file and a folder.")));
    }

    private static BuildMode ReadMode(string field, string? text, List<InputProblem> problems)
    {
        switch (text)
        {
            case null or "":
                return BuildMode.Unspecified;
            case "dev":
                return BuildMode.Dev;
            case "release":
                return BuildMode.Release;
            case "debug":
                problems.Add(new InputProblem(field, "debug build mode is not supported for cloud deploys; use dev."));
                return BuildMode.Unspecified;
            default:
                problems.Add(new InputProblem(field, "is not dev or release."));
                return BuildMode.Unspecified;
        }
    }
}
