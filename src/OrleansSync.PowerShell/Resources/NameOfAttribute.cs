namespace OrleansSync.PowerShell.Resources;

/// <summary>A parameter that takes the name or the id of something, and sends the id.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NameOfAttribute(Type resource) : Attribute
{
    /// <summary>The kind of thing, a <see cref="Resource"/>.</summary>
    public Type Resource { get; } = resource;
}
