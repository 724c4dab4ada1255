using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Finds everything that is wrong with a definition at once: with the spec alone, and with what it names.</summary>
public static class DefinitionProblems
{
    /// <summary>The spec with what the catalog says of its list, and everything that is wrong with it.</summary>
    /// <exception cref="SyncException">The spec alone is right, and a database or a tenant cannot be looked at.</exception>
    public static async Task<(SyncDefinitionSpec Resolved, ImmutableArray<FieldViolation> Violations)> FindAsync(SyncDefinitionSpec spec, IDefinitionCatalog catalog, CancellationToken cancellationToken)
    {
        var own = SyncDefinitionValidator.Validate(spec);
        try
        {
            var resolved = await catalog.ResolveAsync(Readable(spec, own), cancellationToken);
            var found = await catalog.CheckAsync(resolved, cancellationToken);
            return (resolved, [.. own, .. found.Where(violation => !own.Any(known => IsOf(violation.Field, known.Field) || IsOf(known.Field, violation.Field)))]);
        }
        catch (SyncException) when (!own.IsEmpty)
        {
            return (spec, own);
        }
    }

    // What the catalog cannot be asked with is replaced; what is wrong with it has been found.
    private static SyncDefinitionSpec Readable(SyncDefinitionSpec spec, ImmutableArray<FieldViolation> own) => own.IsEmpty ? spec : spec with
    {
        Direction = Enum.IsDefined(spec.Direction) && spec.Direction != SyncDirection.Unspecified ? spec.Direction : SyncDirection.Push,
        Key = Enum.IsDefined(spec.Key.Strategy) ? spec.Key : KeyChoice.PrimaryKey,
        Targets = spec.Targets.Length > Routing.Router.RulesMax ? [] : spec.Targets,
        Mappings = spec.Mappings.Length > Mapping.FieldMappingCheck.MappingsMax ? [] : spec.Mappings,
        Conflict = ConflictChoice.Empty,
    };

    // The field itself, or one within it.
    private static bool IsOf(string field, string whole) =>
        field.StartsWith(whole, StringComparison.Ordinal) && (field.Length == whole.Length || field[whole.Length] is '.' or '[');
}
