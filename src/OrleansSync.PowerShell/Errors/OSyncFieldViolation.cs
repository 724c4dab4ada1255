namespace OrleansSync.PowerShell.Errors;

/// <summary>A field that the server refused.</summary>
/// <param name="Field">Its path, for instance <c>field_mappings[0].field</c>.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record OSyncFieldViolation(string Field, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Problem}";
}
