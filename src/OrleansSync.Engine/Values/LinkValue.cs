namespace OrleansSync.Engine.Values;

/// <summary>An address with a description.</summary>
/// <param name="Url">The address; canonical ones are percent-encoded.</param>
/// <param name="Description">What the list shows; canonical ones are never empty, since SharePoint copies the address.</param>
[GenerateSerializer, Immutable, Alias("LinkValue")]
public sealed record LinkValue([property: Id(0)] string Url, [property: Id(1)] string Description) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Link;

    private protected override int CompareSameKind(Value other)
    {
        var link = (LinkValue)other;
        var difference = CodePoints.Compare(Url, link.Url);
        return difference != 0 ? difference : CodePoints.Compare(Description, link.Description);
    }
}
