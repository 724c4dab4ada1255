using Google.Protobuf;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>A further list of a definition, and which rows belong in it.</summary>
[View("ListId", "When")]
public sealed record OSyncRoute : IContractValue
{
    /// <summary>The declared list.</summary>
    public string ListId { get; init; } = "";

    /// <summary>A condition over mapped columns of the table, as in docs/expressions.md.</summary>
    public string When { get; init; } = "";

    internal static OSyncRoute From(V1.SyncTarget message) => new() { ListId = message.SharepointListId, When = message.When };

    IMessage IContractValue.ToMessage() => new V1.SyncTarget { SharepointListId = ListId, When = When };
}
