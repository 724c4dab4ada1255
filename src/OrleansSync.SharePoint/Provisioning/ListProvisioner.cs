using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;
using OrleansSync.SharePoint.Lists;

namespace OrleansSync.SharePoint.Provisioning;

/// <summary>
/// Makes a list as declared. What is there already is taken when it fits and refused when it does not, so a run that broke half-way is simply run
/// again. Columns are made one after another; nothing is ever deleted or given another kind.
/// </summary>
internal sealed partial class ListProvisioner(SetupCalls calls, ILogger<ListProvisioner> logger)
{
    /// <summary>The column that marks items of deleted rows.</summary>
    public const string MarkColumn = "OrleansSyncDeleted";

    private const int ColumnsMax = 200;
    private const int AttemptsMax = 3;
    private readonly ListDirectory lists = new(calls);
    private readonly ColumnDirectory columns = new(calls);
    private readonly KeyProbe probe = new(calls);

    /// <summary>Makes the list, or what of it is missing.</summary>
    /// <exception cref="SyncException">The declaration is wrong, or what is there does not fit it.</exception>
    public async Task<ProvisionedList> ProvisionAsync(string siteId, ListSchema schema, CancellationToken cancellationToken)
    {
        Check(schema);
        var made = ImmutableArray.CreateBuilder<string>();
        var list = await lists.FindByNameAsync(siteId, schema.DisplayName, cancellationToken) ?? await MakeListAsync(siteId, schema.DisplayName, made, cancellationToken);
        var path = $"sites/{Uri.EscapeDataString(siteId)}/lists/{list.Id}";
        var existing = await columns.ListAsync(path, cancellationToken);
        var found = ImmutableDictionary.CreateBuilder<string, ListColumnInfo>();
        foreach (var declared in schema.Columns)
        {
            found[declared.Name] = await EnsureAsync(path, declared, existing, made, cancellationToken);
        }

        var mark = schema.HasMark ? await EnsureAsync(path, new DeclaredColumn(MarkColumn, ListColumnKind.Boolean), existing, made, cancellationToken) : null;
        var key = await EnsureKeyAsync(path, schema, existing, made, cancellationToken);
        await probe.RunAsync(path, key.Column.Name, schema.KeyMode, cancellationToken);
        LogProvisioned(logger, list.Id, made.Count);
        return new(list.Id, found.ToImmutable(), schema.KeyMode, key.Column.Name, mark?.Column.Name, made.ToImmutable());
    }

    private static void Check(ListSchema schema)
    {
        var violations = new List<FieldViolation>();
        if (schema.DisplayName.Length is 0 or > 255)
        {
            violations.Add(new("display_name", "must have 1 to 255 characters."));
        }

        if (schema.Columns.Length > ColumnsMax)
        {
            violations.Add(new("columns", $"has more than {ColumnsMax} columns."));
        }

        violations.AddRange(schema.Columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => new FieldViolation($"columns[{group.Key}]", "is declared twice; names are compared without regard to case.")));
        violations.AddRange(schema.Columns.Where(column => column is { IsUnique: true, IsIndexed: false })
            .Select(column => new FieldViolation($"columns[{column.Name}]", "is unique and not indexed; index it too.")));
        if (schema.KeyMode == KeyMode.UserColumn && string.IsNullOrEmpty(schema.UserKeyColumn))
        {
            violations.Add(new("user_key_column", "is required when the key is kept in a column of the user's."));
        }

        if (violations.Count > 0)
        {
            throw SyncException.Invalid(violations);
        }
    }

    private async Task<SharePointList> MakeListAsync(string siteId, string displayName, ImmutableArray<string>.Builder made, CancellationToken cancellationToken)
    {
        SyncException failed;
        try
        {
            var list = await lists.CreateAsync(siteId, displayName, cancellationToken);
            made.Add(displayName);
            return list;
        }
        catch (SyncException exception) when (exception.Error is SyncError.NameTaken or SyncError.SharePointUnavailable)
        {
            failed = exception;
        }

        // Somebody else made it, or it was made and the answer was lost.
        return await lists.FindByNameAsync(siteId, displayName, cancellationToken) ?? throw failed;
    }

    private async Task<ListColumnInfo> EnsureAsync(string path, DeclaredColumn declared, ImmutableArray<ListColumnInfo> existing, ImmutableArray<string>.Builder made, CancellationToken cancellationToken)
    {
        if (Find(existing, declared.Name) is { } there)
        {
            return await IndexAsync(path, declared, Fitting(declared, there), made, cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            using var answer = await columns.CreateAsync(path, declared, cancellationToken);
            var mayBeThere = answer.IsSuccess || answer.Delivery != GraphDelivery.Answered || answer.Status is 409 or >= 500;
            if (!mayBeThere)
            {
                throw GraphFailure.Of(answer, $"make the column {declared.Name}", calls.Time.GetUtcNow());
            }

            // 3.6: the internal name may be another; 4.12: a conflict may hide a success.
            if (Find(await columns.ListAsync(path, cancellationToken), declared.Name) is { } column)
            {
                made.Add(declared.Name);
                return Fitting(declared, column);
            }

            if (attempt >= AttemptsMax)
            {
                throw answer.IsSuccess ? new SyncException(SyncError.SharePointRefused, $"The column {declared.Name} was made and is not there.") : GraphFailure.Of(answer, $"make the column {declared.Name}", calls.Time.GetUtcNow());
            }
        }
    }

    private async Task<ListColumnInfo> IndexAsync(string path, DeclaredColumn declared, ListColumnInfo there, ImmutableArray<string>.Builder made, CancellationToken cancellationToken)
    {
        if (!declared.IsIndexed || there.IsIndexed)
        {
            return there;
        }

        using var answer = await columns.SetIndexAsync(path, there.Id, isUniqueAndHidden: false, cancellationToken);
        made.Add($"{declared.Name} index");
        return answer.IsSuccess ? there with { IsIndexed = true } : throw GraphFailure.Of(answer, $"index the column {declared.Name}", calls.Time.GetUtcNow());
    }

    // A declared name is a display name. A built-in column of that internal name is another one, unless people see it by the name as well.
    private static ListColumnInfo? Find(ImmutableArray<ListColumnInfo> existing, string name) =>
        existing.Where(column => column.DisplayName.Equals(name, StringComparison.OrdinalIgnoreCase)).OrderBy(column => column.Column.IsReadOnly).ThenBy(column => column.Column.Name, StringComparer.Ordinal).FirstOrDefault();

    private static ListColumnInfo Fitting(DeclaredColumn declared, ListColumnInfo there) =>
        there.Column.Kind != declared.Kind ? throw SyncException.Invalid($"columns[{declared.Name}].kind", $"is {declared.Kind}, and the list has a column of this name of the kind {there.Column.Kind}; rename one of them.")
        : declared.LookupList is { } list && !(Guid.TryParse(there.LookupList, out var target) && target == list) ? throw SyncException.Invalid($"columns[{declared.Name}]", "is there and looks up another list; rename one of them.")
        : there.Column.IsReadOnly ? throw SyncException.Invalid($"columns[{declared.Name}]", "is a column that the list itself keeps; take another name.")
        : declared.IsUnique && !there.IsUnique ? throw SyncException.Invalid($"columns[{declared.Name}]", "is there and is not unique; make it unique in the list's settings.")
        : there;

    private async Task<ListColumnInfo> EnsureKeyAsync(string path, ListSchema schema, ImmutableArray<ListColumnInfo> existing, ImmutableArray<string>.Builder made, CancellationToken cancellationToken)
    {
        if (schema.KeyMode == KeyMode.UserColumn)
        {
            var own = existing.FirstOrDefault(column => column.Column.Name == schema.UserKeyColumn) ?? Find(existing, schema.UserKeyColumn ?? "");
            return own is { Column.Kind: ListColumnKind.Text, IsUnique: true, IsIndexed: true } ? own
                : throw SyncException.Invalid("user_key_column", "must be a single line of text in the list, indexed and unique.");
        }

        var isUnique = schema.KeyMode == KeyMode.Provisioned;
        var declared = new DeclaredColumn(SyncKey.ColumnName, ListColumnKind.Text) { IsIndexed = isUnique, IsUnique = isUnique, IsHidden = true };
        var there = Find(existing, SyncKey.ColumnName);
        try
        {
            if (there is null)
            {
                return await EnsureAsync(path, declared, existing, made, cancellationToken);
            }
        }
        catch (SyncException exception) when (exception.Error == SyncError.SharePointRefused && isUnique)
        {
            throw new SyncException(SyncError.SharePointRefused, $"The list cannot have the column {SyncKey.ColumnName}: a list gets no index above 20,000 items, nor more than 20. Declare a unique column of yours for the keys, or the mode without index. {exception.Message}", exception);
        }

        if (isUnique && !(there.IsUnique && there.IsIndexed))
        {
            using var answer = await columns.SetIndexAsync(path, there.Id, isUniqueAndHidden: true, cancellationToken);
            made.Add($"{SyncKey.ColumnName} index");
            return answer.IsSuccess ? there with { IsIndexed = true, IsUnique = true } : throw GraphFailure.Of(answer, $"index the column {SyncKey.ColumnName}", calls.Time.GetUtcNow());
        }

        return there.Column.Kind == ListColumnKind.Text ? there : throw SyncException.Invalid(SyncKey.ColumnName, "is in the list and is no single line of text; rename it.");
    }

    [LoggerMessage(LogLevel.Information, "List {List} is as declared; {Made} parts of it were made now.")]
    private static partial void LogProvisioned(ILogger logger, Guid list, int made);
}
