using System.Collections.Immutable;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Columns;

/// <summary>Reads, makes, changes and deletes columns. Changes of one list must not run at once (4.12): the caller makes one after another.</summary>
internal sealed class ColumnDirectory(SetupCalls calls)
{
    // 4.8: hidden columns show only when the member is named, and then all others have to be.
    private const string Select =
        "id,name,displayName,hidden,indexed,enforceUniqueValues,readOnly,text,number,currency,boolean,dateTime,choice,lookup,personOrGroup,calculated";

    /// <summary>The columns of a list, hidden ones too, with the kinds that only the content types tell (4.4).</summary>
    public async Task<ImmutableArray<ListColumnInfo>> ListAsync(string listPath, CancellationToken cancellationToken)
    {
        const string Doing = "read the columns of the list";
        var columns = await calls.ListAsync($"{listPath}/columns?$select={Select}", GraphJsonContext.Default.GraphCollectionGraphColumn, Doing, cancellationToken);
        var contentTypes = await calls.ListAsync($"{listPath}/contentTypes?$expand=columns", GraphJsonContext.Default.GraphCollectionGraphContentType, Doing, cancellationToken);
        var types = contentTypes.SelectMany(type => type.Columns ?? []).Where(column => column.Type is not null).GroupBy(column => column.Name).ToDictionary(group => group.Key, group => group.First().Type);
        return [.. columns.Select(column => Info(column, types.GetValueOrDefault(column.Name)))];
    }

    /// <summary>Makes a column. The answer of the service is the caller's to judge: a conflict may hide a success.</summary>
    public Task<GraphAnswer> CreateAsync(string listPath, DeclaredColumn column, CancellationToken cancellationToken) =>
        calls.SendAsync(HttpMethod.Post, $"{listPath}/columns", SetupCalls.Body(column.Write), GraphCosts.Write, $"make the column {column.Name}", cancellationToken);

    /// <summary>Indexes a column, and makes it unique and hides it, or leaves that as it is.</summary>
    public Task<GraphAnswer> SetIndexAsync(string listPath, string columnId, bool isUniqueAndHidden, CancellationToken cancellationToken) => calls.SendAsync(
        HttpMethod.Patch,
        $"{listPath}/columns/{Uri.EscapeDataString(columnId)}",
        SetupCalls.Body(json =>
        {
            json.WriteBoolean("indexed", true);
            if (isUniqueAndHidden)
            {
                json.WriteBoolean("enforceUniqueValues", true);
                json.WriteBoolean("hidden", true);
            }
        }),
        GraphCosts.Write,
        "index the column",
        cancellationToken);

    /// <summary>Deletes a column and its values; one that is gone already counts as deleted.</summary>
    public Task DeleteAsync(string listPath, string columnId, CancellationToken cancellationToken) =>
        calls.DeleteAsync($"{listPath}/columns/{Uri.EscapeDataString(columnId)}", "delete the column", cancellationToken);

    private static ListColumnInfo Info(GraphColumn column, string? type)
    {
        var kind = column.KindWith(type);
        var lengthMax = kind == ListColumnKind.Text ? column.Text?.MaxLength : null;
        var choices = column.Choice is { AllowTextEntry: false, Choices: { } given } ? given.ToImmutableArray() : (ImmutableArray<string>?)null;
        var isReadOnly = column.ReadOnly || kind is ListColumnKind.Calculated;
        return new(column.Id, column.DisplayName, new ListColumn(column.Name, kind, isReadOnly, lengthMax), column.Hidden, column.Indexed, column.EnforceUniqueValues, choices, column.Lookup?.ListId);
    }
}
