using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Toml;
using Tomlyn.Model;

namespace OrleansSync.Helix.Reconcile;

/// <summary>
/// Makes a helix.toml say what the cloud says: name and id of the project, its clusters, their modes. Pure.
/// An entry is known by its cluster's id, so a renamed cluster keeps its settings. Settings that the project has win; those that only
/// the cluster's last deploy had are added. Other providers, local instances and unknown keys stay.
/// </summary>
public sealed class ProjectFileReconciler
{
    private readonly TomlEditor editor;
    private readonly ProjectFile file;
    private readonly List<string> changes = [];
    private readonly List<string> warnings = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private ProjectFileReconciler(string bare, ProjectFile file) => (editor, this.file) = (new TomlEditor(bare), file);

    /// <summary>Plans the new file.</summary>
    /// <param name="text">A text that <see cref="ProjectFileReader"/> could read, even if it had problems with it.</param>
    /// <param name="cloud">What the cloud says.</param>
    public static ProjectFilePlan Plan(string text, CloudProject cloud)
    {
        var (mark, bare) = TomlText.Split(text);
        var file = ProjectFileReader.Read(text).File ?? throw new ArgumentException("The text is not TOML.", nameof(text));
        var reconciler = new ProjectFileReconciler(bare, file);
        reconciler.Run(cloud);
        return new ProjectFilePlan(mark + reconciler.editor.Text, [.. reconciler.changes], [.. reconciler.warnings]);
    }

    private void Run(CloudProject cloud)
    {
        SetIfOther(file.Name, cloud.Name, "project", "name");
        SetIfOther(file.Id, cloud.Id, "project", "id");
        RemoveStale(cloud);

        var standard = Name(cloud.Standard, cluster => cluster.Name, cluster => cluster.Id)
            .Select(named => (named.Cluster, named.Name, Known: FindCloud(named.Cluster.Id, named.Name))).ToList();
        var enterprise = Name(cloud.Enterprise, cluster => cluster.Name, cluster => cluster.Id)
            .Select(named => (named.Cluster, named.Name, Known: file.Enterprises.Where(entry => entry.ClusterId == named.Cluster.Id).OrderByDescending(entry => entry.Name == named.Name).FirstOrDefault())).ToList();
        Rename(
            [
                .. standard.Select(put => new Place(["cloud", put.Known?.Name ?? "", put.Known?.Provider ?? "helix"], put.Name, put.Known is not null)),
                .. enterprise.Select(put => new Place(["enterprise", put.Known?.Name ?? ""], put.Name, put.Known is not null)),
            ]);
        standard.ForEach(put => PutCluster(put.Cluster, put.Name, put.Known));
        enterprise.ForEach(put => PutEnterprise(put.Cluster, put.Name, put.Known));
    }

    private void RemoveStale(CloudProject cloud)
    {
        // An entry that names no cluster yet was never in the cloud, so the cloud does not say that it is gone.
        foreach (var entry in file.Clouds.Where(entry => entry.IsHelix && entry.HasCluster && !cloud.Standard.Any(cluster => cluster.Id == entry.ClusterId)))
        {
            editor.Remove("cloud", entry.Name, entry.Provider);
            editor.RemoveIfEmpty("cloud", entry.Name);
            changes.Add($"Remove cloud instance '{entry.Name}': its cluster is not in the project any more.");
        }

        foreach (var entry in file.Enterprises.Where(entry => entry.ClusterId.Length > 0 && !cloud.Enterprise.Any(cluster => cluster.Id == entry.ClusterId)))
        {
            editor.Remove("enterprise", entry.Name);
            changes.Add($"Remove enterprise instance '{entry.Name}': its cluster is not in the project any more.");
        }
    }

    // Two entries may name one cluster; the one that has its name stays it.
    private CloudInstance? FindCloud(string clusterId, string name) =>
        file.Clouds.Where(entry => entry.IsHelix && entry.ClusterId == clusterId).OrderByDescending(entry => entry.Name == name).FirstOrDefault();

    // In three steps, because two clusters may have swapped their names.
    private void Rename(List<Place> places)
    {
        var moving = places.Where(place => place.IsKnown && place.Path[1] != place.Name).ToList();
        for (var i = 0; i < moving.Count; i++)
        {
            editor.Rename(Between(i), 1, moving[i].Path);
        }

        foreach (var place in places.Where(place => !place.IsKnown || place.Path[1] != place.Name))
        {
            StepAside(place);
        }

        for (var i = 0; i < moving.Count; i++)
        {
            var (path, name, _) = moving[i];
            editor.Rename(name, 1, [path[0], Between(i), .. path[2..]]);
            editor.RemoveIfEmpty(path[..2]);
            changes.Add($"Rename {path[0]} instance '{path[1]}' to '{name}'.");
        }
    }

    // An entry without a cluster may hold the name; its settings are not lost.
    private void StepAside(Place place)
    {
        var holder = place.Path[0] == "cloud"
            ? file.Clouds.Where(entry => entry.IsHelix && entry.Name == place.Name).Select(entry => (string[])["cloud", entry.Name, entry.Provider]).FirstOrDefault()
            : ["enterprise", place.Name];
        if (holder is null || !editor.Has(holder))
        {
            return;
        }

        var free = $"{place.Name}-local";
        for (var number = 2; file.InstanceNames.Contains(free) || !names.Add(free); number++)
        {
            free = $"{place.Name}-local-{number}";
        }

        editor.Rename(free, 1, holder);
        warnings.Add($"A cluster is called '{place.Name}' now; the instance of that name in the file is called '{free}'.");
        changes.Add($"Rename {holder[0]} instance '{place.Name}' to '{free}'.");
    }

    private static string Between(int number) => $"orleanssync-between-{number}";

    // Clusters may have one name twice, and a file may not; the second gets the beginning of its id behind its name.
    private IEnumerable<(T Cluster, string Name)> Name<T>(IEnumerable<T> clusters, Func<T, string> nameOf, Func<T, string> idOf)
    {
        foreach (var cluster in clusters)
        {
            var name = nameOf(cluster);
            if (!names.Add(name))
            {
                var id = idOf(cluster);
                name = $"{name}-{id[..Math.Min(8, id.Length)]}";
                for (var number = 2; !names.Add(name); number++)
                {
                    name = $"{nameOf(cluster)}-{id[..Math.Min(8, id.Length)]}-{number}";
                }

                warnings.Add($"The name '{nameOf(cluster)}' is used by more than one cluster; one of them is called '{name}' here.");
            }

            yield return (cluster, name);
        }
    }

    private void PutCluster(CloudCluster cluster, string name, CloudInstance? known)
    {
        if (known is null)
        {
            editor.AddTable("cloud", name, "helix");
            editor.Set(cluster.Id, "cloud", name, "helix", "cluster_id");
            changes.Add($"Add cloud instance '{name}'.");
        }
        else if (known.Provider != "helix")
        {
            editor.Rename("helix", 2, ["cloud", name, known.Provider]);
            changes.Add($"Write the provider of '{name}' in lower case.");
        }

        var mode = ProjectFileEdit.NameOf(cluster.BuildMode);
        if (known is null || known.BuildMode != cluster.BuildMode)
        {
            SetIfOther(known is null ? mode : ProjectFileEdit.NameOf(known.BuildMode), mode, "cloud", name, "helix", "build_mode");
            editor.Set(mode, "cloud", name, "helix", "build_mode");
        }

        if (known?.Region is null && cluster.Region is { } region)
        {
            SetIfOther(known is null ? region : null, region, "cloud", name, "helix", "region");
            editor.Set(region, "cloud", name, "helix", "region");
        }

        Merge(SnapshotOf(cluster.SnapshotToml, cluster.Id, "cloud"), ["cloud", name, "helix"], isNew: known is null, skip: ["cluster_id", "build_mode", "region"]);
    }

    private void PutEnterprise(CloudEnterprise cluster, string name, EnterpriseInstance? known)
    {
        if (known is null)
        {
            editor.AddTable("enterprise", name);
            editor.Set(cluster.Id, "enterprise", name, "cluster_id");
            changes.Add($"Add enterprise instance '{name}'.");
        }

        var fresh = known is null;
        SetIfOther(fresh ? cluster.AvailabilityMode : known!.AvailabilityMode, cluster.AvailabilityMode, "enterprise", name, "availability_mode");
        SetIfOther(fresh ? cluster.GatewayNodeType : known!.GatewayNodeType, cluster.GatewayNodeType, "enterprise", name, "gateway_node_type");
        SetIfOther(fresh ? cluster.DbNodeType : known!.DbNodeType, cluster.DbNodeType, "enterprise", name, "db_node_type");
        SetIfOther(fresh ? cluster.MinInstances : known!.MinInstances, cluster.MinInstances, "enterprise", name, "min_instances");
        SetIfOther(fresh ? cluster.MaxInstances : known!.MaxInstances, cluster.MaxInstances, "enterprise", name, "max_instances");
        if (fresh)
        {
            editor.Set(cluster.AvailabilityMode, "enterprise", name, "availability_mode");
            editor.Set(cluster.GatewayNodeType, "enterprise", name, "gateway_node_type");
            editor.Set(cluster.DbNodeType, "enterprise", name, "db_node_type");
            editor.Set(cluster.MinInstances, "enterprise", name, "min_instances");
            editor.Set(cluster.MaxInstances, "enterprise", name, "max_instances");
        }

        Merge(
            SnapshotOf(cluster.SnapshotToml, cluster.Id, "enterprise"),
            ["enterprise", name],
            isNew: fresh,
            skip: ["cluster_id", "availability_mode", "gateway_node_type", "db_node_type", "min_instances", "max_instances"]);
    }

    private static TomlTable? SnapshotOf(string? toml, string clusterId, string section)
    {
        if (toml is null || TomlText.Read(TomlText.Split(toml).Text, []) is not { } root || !root.TryGetValue(section, out var value) || value is not TomlTable entries)
        {
            return null;
        }

        var tables = entries.Values.OfType<TomlTable>();
        var candidates = section == "cloud"
            ? tables.SelectMany(table => table.Keys.Where(key => key.Equals("helix", StringComparison.OrdinalIgnoreCase)).Select(key => table[key])).OfType<TomlTable>().ToList()
            : tables.ToList();
        return candidates.Find(table => table.TryGetValue("cluster_id", out var id) && id is string text && text == clusterId)
            ?? (candidates.Count == 1 ? candidates[0] : null);
    }

    private void Merge(TomlTable? snapshot, string[] path, bool isNew, string[] skip)
    {
        if (snapshot is null || MergeInto(snapshot, path, skip) is not (> 0 and var added) || isNew)
        {
            return;
        }

        changes.Add($"Add {added} settings of the last deploy to '{path[1]}'.");
    }

    private int MergeInto(TomlTable snapshot, string[] path, string[] skip)
    {
        var added = 0;
        foreach (var key in snapshot.Keys.Where(key => !skip.Contains(key)))
        {
            string[] whole = [.. path, key];
            if (snapshot[key] is TomlTable table)
            {
                added += MergeInto(table, whole, []);
            }
            else if (!editor.Has(whole))
            {
                editor.Set(snapshot[key], whole);
                added++;
            }
        }

        return added;
    }

    private void SetIfOther<T>(T? known, T wanted, params string[] path)
        where T : notnull
    {
        if (!EqualityComparer<T>.Default.Equals(known, wanted))
        {
            editor.Set(wanted, path);
            changes.Add($"Set {TomlLiteral.Key(path)} to {TomlLiteral.Value(wanted)}.");
        }
    }

    private sealed record Place(string[] Path, string Name, bool IsKnown);
}
