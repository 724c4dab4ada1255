using System.Management.Automation;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.ParkedRows;

/// <summary>Does something with rows that were set aside. Rows of the pipeline are gathered, so that it is one call for each definition.</summary>
public abstract class ParkedRowCommand : ServerCommand
{
    private const int KeysMax = 10_000;

    private readonly Dictionary<string, List<string>> gathered = new(StringComparer.Ordinal);

    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>The sync keys of the rows, 32 hexadecimal digits each, as Get-OSyncParkedRow gives them.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[]? Key { get; set; }

    /// <summary>All rows of the definition that are set aside.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    internal abstract string Action { get; }

    internal abstract Task<long> ApplyAsync(string definitionId, IReadOnlyList<string> keys, bool all, CancellationToken cancellationToken);

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        if (IsOn(All))
        {
            if (Confirms($"all rows of the definition '{Definition}' that are set aside", Action, out _))
            {
                World.Tell($"{await ApplyAsync(id, [], all: true, cancellationToken)} rows.");
            }

            return;
        }

        if (Key is not { Length: > 0 })
        {
            throw new OSyncException(ModuleErrors.BadArgument("Give -Key or -All, or rows of Get-OSyncParkedRow by the pipeline.", Definition));
        }

        if (!Confirms($"{Key.Length} rows of the definition '{Definition}'", Action, out _))
        {
            return;
        }

        if (!gathered.TryGetValue(id, out var keys))
        {
            gathered[id] = keys = [];
        }

        keys.AddRange(Key);
        if (keys.Count >= KeysMax)
        {
            await FlushAsync(id, keys, cancellationToken);
        }
    }

    internal void End() => EndProcessing();

    /// <inheritdoc/>
    protected override void EndProcessing() => Await(async cancellationToken =>
    {
        foreach (var (id, keys) in gathered)
        {
            await FlushAsync(id, keys, cancellationToken);
        }
    });

    private async Task FlushAsync(string id, List<string> keys, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Distinct(StringComparer.Ordinal).Chunk(KeysMax))
        {
            World.Tell($"{await ApplyAsync(id, some, all: false, cancellationToken)} rows.");
        }

        keys.Clear();
    }
}
