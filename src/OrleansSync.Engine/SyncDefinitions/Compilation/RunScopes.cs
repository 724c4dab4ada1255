using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Checks what a caller asks of a run. Pure; field paths are those of StartSyncRunRequest.</summary>
public static class RunScopes
{
    /// <summary>The scope of the run.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.InvalidArgument"/>, with every wrong field.</exception>
    public static RunScope Read(RunRequest request, CompiledDefinition compiled)
    {
        var problems = new FieldProblems("");
        var list = request.ListId is { } id ? compiled.Lists.FirstOrDefault(facts => facts.Id == id) : null;
        problems.AddIf(request.ListId is not null && list is null, "target_sharepoint_list_id", "is none of the definition's lists; give the list of its default or of a target.");
        for (var index = 0; index < request.Fields.Length; index++)
        {
            var isPushed = compiled.Columns.Any(column => column.Name == request.Fields[index] && column.Mapping.Direction != MappingDirection.PullOnly);
            problems.AddIf(!isPushed, $"backfill_fields[{index}]", "is no field that a column is pushed to; give the internal name of a mapped one.");
        }

        problems.AddIf(!request.Fields.IsEmpty && (request.ListId is not null || request.MatchesItems || request.ComparesAll), "backfill_fields", "goes with no other option: a backfill writes these fields and does nothing else.");
        var violations = problems.ToImmutable();
        return violations.IsEmpty ? new RunScope(list?.Number, request.Fields, request.MatchesItems) : throw SyncException.Invalid(violations);
    }
}
