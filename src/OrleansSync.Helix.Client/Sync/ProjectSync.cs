using System.Collections.Immutable;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Client.Push;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Reconcile;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sync;

/// <summary>
/// Makes a folder and a cluster equal: the newer side wins, a tie asks, what would be overwritten is shown before. Then helix.toml is made to say
/// what the cloud says.
/// </summary>
/// <param name="cloud">The server.</param>
/// <param name="conversation">Who is asked and told.</param>
/// <param name="workspaces">Says which workspace is meant.</param>
/// <param name="stamps">What is remembered of files between two syncs.</param>
public sealed class ProjectSync(IHelixCloud cloud, IConversation conversation, WorkspaceSelector workspaces, StampCache stamps)
{
    private const string QueriesDefault = "db";

    private readonly KnownSources sources = new(cloud, stamps.Sources);

    /// <summary>Syncs.</summary>
    public async Task<SyncReport> RunAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        var (target, files) = await FindAsync(options, cancellationToken);
        var warnings = new List<string>();
        // Contents are asked for only when there is something to write, and not even a list when nothing changed.
        var compared = await sources.CompareAsync(target.Cluster, files?.Fingerprint ?? "", cancellationToken);
        var remote = compared.Source;
        var queries = target.Folder?.Queries ?? QueriesOf(remote, warnings);
        var queriesPath = Path.Combine(target.Root, queries.Replace('/', Path.DirectorySeparatorChar));
        files ??= await ReadAsync(target.Root, queriesPath, target.Kind, cancellationToken);
        // What is known to be the same need not be compared file by file.
        var (mine, theirs) = compared.IsSame ? (SideState.Empty, SideState.Empty) : (files.State, SideState.Of(Keep(remote, warnings)));
        var plan = SyncPlanner.Decide(mine, theirs);
        if (plan.Verdict is not SyncVerdict.InSync && options.Prefer is not SyncSide.Newer)
        {
            plan = SyncPlanner.Plan(options.Prefer is SyncSide.Local ? SyncVerdict.Push : SyncVerdict.Pull, mine, theirs);
        }

        var file = await PlanFileAsync(target, remote, queries, cancellationToken);
        warnings.AddRange(file.Warnings);
        Show(plan, file, warnings, options);
        if (options.DryRun)
        {
            return new SyncReport(target.Cluster.Id, plan, file.Changes, [.. warnings], Applied: false);
        }

        plan = await DecideAsync(plan, mine, theirs, options, cancellationToken);
        switch (plan.Verdict)
        {
            case SyncVerdict.Undecided:
                return new SyncReport(target.Cluster.Id, plan, [], [.. warnings], Applied: false);
            case SyncVerdict.Pull:
                await PullAsync(target, queriesPath, plan, files, theirs, options, cancellationToken);
                break;
            case SyncVerdict.Push when target.Cluster.Enterprise is not null:
                throw new HelixClientException(HelixClientError.InvalidArgument, "The local files are newer, and an enterprise cluster takes a compiled Rust project; deploy it with the Helix CLI.");
            case SyncVerdict.Push:
                await PushAsync(target, queriesPath, mine, cancellationToken);
                break;
            default:
                conversation.Inform("Files are already in sync.");
                break;
        }

        if (file.Text != target.Folder?.Text)
        {
            await TextFile.WriteAsync(Path.Combine(target.Root, ProjectFile.FileName), file.Text, cancellationToken);
        }

        return new SyncReport(target.Cluster.Id, plan, file.Changes, [.. warnings], Applied: true);
    }

    // Looks at the files while the server is asked; null where there is no project yet.
    private async Task<(SyncTarget Target, LocalStamps? Files)> FindAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        var folder = await ProjectFolder.FindAsync(options.Folder, cancellationToken);
        var finder = new TargetFinder(cloud, conversation, workspaces);
        if (folder is null)
        {
            return (await finder.FindAsync(folder, options, cancellationToken), null);
        }

        var queriesPath = folder.QueriesPath;
        var finding = finder.FindAsync(folder, options, cancellationToken);
        // Which files are managed depends on the cluster, which may be an enterprise one only if the file has one.
        var ahead = folder.File.Enterprises.IsEmpty ? Task.Run(() => ReadAsync(folder.Root, queriesPath, ClusterKind.Standard, cancellationToken), cancellationToken) : null;
        await Task.WhenAll(finding, ahead ?? Task.CompletedTask);
        var target = await finding;
        return (target, ahead is not null && target.Kind is ClusterKind.Standard ? await ahead : await ReadAsync(target.Root, queriesPath, target.Kind, cancellationToken));
    }

    private Task<LocalStamps> ReadAsync(string root, string queriesPath, ClusterKind kind, CancellationToken cancellationToken)
    {
        FolderSwap.Recover(root, queriesPath);
        return LocalStamps.ReadAsync(queriesPath, kind, stamps, cancellationToken);
    }

    // What a server stored unchecked, once, must not stop a sync, and must not be written either.
    private static List<SourceFile> Keep(SourceSet remote, List<string> warnings)
    {
        var kept = new List<SourceFile>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in remote.Files)
        {
            if (SourcePath.Normalise(file.Path, out var problem) is { } normal)
            {
                if (paths.Add(normal))
                {
                    kept.Add(file with { Path = normal });
                }
            }
            else
            {
                warnings.Add($"A file of the cloud is left out: its path {problem}");
            }
        }

        return kept;
    }

    private static string QueriesOf(SourceSet remote, List<string> warnings)
    {
        if (remote.HelixToml is null)
        {
            return QueriesDefault;
        }

        if (ProjectFileReader.Read(remote.HelixToml).File is not { } file)
        {
            warnings.Add("The helix.toml of the last deploy is not TOML and is left out.");
            return QueriesDefault;
        }

        if (SourcePath.Normalise(file.Queries.TrimEnd('/'), out var problem) is { } queries)
        {
            return queries;
        }

        warnings.Add($"project.queries of the last deploy {problem} Files go to '{QueriesDefault}'.");
        return QueriesDefault;
    }

    private async Task<ProjectFilePlan> PlanFileAsync(SyncTarget target, SourceSet remote, string queries, CancellationToken cancellationToken)
    {
        var standard = ImmutableArray.CreateBuilder<CloudCluster>();
        var enterprise = ImmutableArray.CreateBuilder<CloudEnterprise>();
        foreach (var cluster in target.Clusters)
        {
            var toml = cluster.Id == target.Cluster.Id ? remote.HelixToml : await sources.FindTomlAsync(cluster, cancellationToken);
            if (cluster.Enterprise is { } shape)
            {
                enterprise.Add(new CloudEnterprise(
                    cluster.Id, cluster.Name, shape.AvailabilityMode, shape.GatewayNodeType, shape.DbNodeType, shape.MinInstances, shape.MaxInstances, toml));
            }
            else
            {
                standard.Add(new CloudCluster(cluster.Id, cluster.Name, cluster.BuildMode, cluster.Region.Length > 0 ? cluster.Region : null, toml));
            }
        }

        var project = new CloudProject(target.Project.Id, target.Project.Name, standard.ToImmutable(), enterprise.ToImmutable());
        var text = target.Folder?.Text ?? ProjectFileEdit.Create(target.Project.Name, target.Project.Id, queries);
        var plan = ProjectFileReconciler.Plan(text, project);
        return target.Folder is null ? plan with { Changes = ["Create helix.toml.", .. plan.Changes] } : plan;
    }

    private void Show(SyncPlan plan, ProjectFilePlan file, List<string> warnings, SyncOptions options)
    {
        warnings.ForEach(conversation.Warn);
        if (plan.Verdict is not SyncVerdict.InSync)
        {
            conversation.Inform(plan.Verdict is SyncVerdict.Push ? "Cloud files would change:" : "Local files would change:");
            foreach (var line in plan.Creates.Select(path => $"  + {path}").Concat(plan.Changes.Select(path => $"  = {path}"))
                .Concat(plan.Extra.Select(path => plan.Verdict is SyncVerdict.Push || options.DeleteExtra ? $"  - {path}" : $"    {path} (only here, stays)")))
            {
                conversation.Inform(line);
            }
        }

        foreach (var change in file.Changes)
        {
            conversation.Inform($"helix.toml: {change}");
        }
    }

    private async Task<SyncPlan> DecideAsync(SyncPlan plan, SideState mine, SideState theirs, SyncOptions options, CancellationToken cancellationToken)
    {
        switch (plan.Verdict)
        {
            case SyncVerdict.InSync:
                return plan;
            case SyncVerdict.Undecided when options.Yes || !conversation.IsInteractive:
                conversation.Warn("Both sides were changed at nearly the same time; nothing is changed. Say which side to take.");
                return plan;
            case SyncVerdict.Undecided:
                var choice = await conversation.ChooseAsync("Both sides were changed", ["Keep everything as it is", "Take the cloud's files", "Take the local files"], cancellationToken);
                return choice == 0 ? plan : SyncPlanner.Plan(choice == 1 ? SyncVerdict.Pull : SyncVerdict.Push, mine, theirs);
            case SyncVerdict.Pull when !plan.Overwrites && !(options.DeleteExtra && !plan.Extra.IsEmpty):
                // Only new files: nobody's work can be lost.
                return plan;
            case var _ when options.Yes:
                conversation.Inform("Going on without asking (--yes).");
                return plan;
            case var verdict when !conversation.IsInteractive:
                throw new HelixClientException(HelixClientError.NeedsConfirmation, verdict is SyncVerdict.Push
                    ? "Sync requires confirmation. Re-run with '--yes' in non-interactive mode."
                    : $"Sync would overwrite {plan.Changes.Length} files. Re-run with '--yes' to continue in non-interactive mode.");
            case var verdict:
                return await conversation.ConfirmAsync(verdict is SyncVerdict.Push ? "Deploy the local files?" : $"Overwrite {plan.Changes.Length} local files?", cancellationToken)
                    ? plan
                    : throw new HelixClientException(HelixClientError.Cancelled, "Sync aborted by user");
        }
    }

    private async Task PullAsync(SyncTarget target, string queriesPath, SyncPlan plan, LocalStamps mine, SideState planned, SyncOptions options, CancellationToken cancellationToken)
    {
        var files = Keep(await cloud.FindSourceAsync(target.Cluster.Id, cancellationToken) ?? SourceSet.Empty, []);
        // What is written is what was shown, byte for byte.
        if (files.Count != planned.Files.Count || files.Exists(file => !planned.Files.TryGetValue(file.Path, out var stamp) || stamp.Sha256 != SourceHash.Of(file.Content)))
        {
            throw new HelixClientException(HelixClientError.Refused, "The cluster was deployed to while it was being synced; nothing was written. Sync again.");
        }

        // What is overwritten is what was shown, too: somebody may have gone on editing while the question was open.
        if ((await LocalStamps.ReadAsync(queriesPath, target.Kind, stamps, cancellationToken)).Fingerprint != mine.Fingerprint)
        {
            throw new HelixClientException(HelixClientError.Refused, "The local files were changed while they were being synced; nothing was written. Sync again.");
        }

        var wanted = plan.Creates.Concat(plan.Changes).ToHashSet(StringComparer.Ordinal);
        var removed = options.DeleteExtra ? plan.Extra.ToHashSet(StringComparer.Ordinal) : [];
        await FolderSwap.ApplyAsync(target.Root, queriesPath, [.. files.Where(file => wanted.Contains(file.Path))], removed, cancellationToken);
        var now = new Dictionary<string, FileStamp>(mine.State.Files, StringComparer.Ordinal);
        foreach (var path in wanted)
        {
            now[path] = planned.Files[path];
        }

        LocalStamps.Remember(queriesPath, now, stamps);
    }

    private async Task PushAsync(SyncTarget target, string queriesPath, SideState planned, CancellationToken cancellationToken)
    {
        var local = await LocalSource.ReadAsync(queriesPath, ClusterKind.Standard, cancellationToken);
        if (local.Unreadable.Count > 0)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"These files are not UTF-8 and cannot be sent: {string.Join(", ", local.Unreadable)}.");
        }

        // What is sent is what was shown.
        if (local.Stamps.Count != planned.Files.Count || local.Stamps.Any(file => !planned.Files.TryGetValue(file.Key, out var stamp) || stamp.Sha256 != file.Value.Sha256))
        {
            throw new HelixClientException(HelixClientError.Refused, "The local files were changed while they were being synced; nothing was sent. Sync again.");
        }

        var file = target.Folder?.File;
        var instance = file?.Clouds.FirstOrDefault(entry => entry.IsHelix && entry.ClusterId == target.Cluster.Id);
        var name = instance?.Name ?? target.Cluster.Name;
        var order = new DeployOrder(
            target.Cluster.Id,
            name,
            new SourceSet([.. local.Files], file is null ? null : ProjectFileEdit.Prune(target.Folder!.Text, file, name)), // Both come from the folder.
            instance?.EnvVars ?? ImmutableSortedDictionary<string, string>.Empty,
            BuildMode.Unspecified);
        await Deploy.RunAsync(cloud, order, conversation, cancellationToken);
    }
}
