using System.Collections.Immutable;

namespace OrleansSync.Engine.Errors;

/// <summary>Gathers what is wrong with the fields of one message, so that a caller hears of everything at once.</summary>
/// <param name="prefix">The path of the message; empty for none.</param>
internal sealed class FieldProblems(string prefix)
{
    private readonly ImmutableArray<FieldViolation>.Builder violations = ImmutableArray.CreateBuilder<FieldViolation>();

    /// <summary>Notes a problem of a field; null is none.</summary>
    public FieldProblems Add(string field, string? problem)
    {
        if (problem is not null)
        {
            violations.Add(new FieldViolation(prefix.Length == 0 ? field : $"{prefix}.{field}", problem));
        }

        return this;
    }

    /// <summary>Notes a problem when it is there.</summary>
    public FieldProblems AddIf(bool isProblem, string field, string problem) => isProblem ? Add(field, problem) : this;

    /// <summary>Everything that was noted.</summary>
    public ImmutableArray<FieldViolation> ToImmutable() => violations.ToImmutable();
}
