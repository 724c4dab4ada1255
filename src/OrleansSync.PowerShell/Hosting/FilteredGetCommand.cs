using System.Management.Automation;
using Google.Protobuf;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>Reads things of one kind that the server can filter.</summary>
public abstract class FilteredGetCommand<TMessage, TRecord> : GetCommand<TMessage, TRecord>
    where TMessage : class, IMessage<TMessage>, new()
    where TRecord : notnull
{
    /// <summary>Only what passes these comparisons, which the server makes: joined by AND, for instance name : "sales". Texts have =, != and : (contains); all else has = and !=.</summary>
    [Parameter]
    public string? Filter { get; set; }

    internal override string? ServerFilter => Filter;
}
