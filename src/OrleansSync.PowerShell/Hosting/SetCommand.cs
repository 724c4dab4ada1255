using System.Management.Automation;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>
/// Changes the given fields of a thing of one kind and leaves all others alone. An object of the pipeline brings the version that was read, and a
/// change in between is refused.
/// </summary>
public abstract class SetCommand<TMessage, TRecord> : ServerCommand
    where TMessage : class, IMessage<TMessage>, new()
    where TRecord : notnull
{
    /// <summary>The version that was read; if somebody changed it since, nothing is changed. Objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Etag { get; set; }

    /// <summary>Changes it even when somebody changed it since it was read.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the thing as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal abstract Resource<TMessage, TRecord> Resource { get; }

    /// <summary>The name or the id of what is changed.</summary>
    internal abstract string Wanted { get; }

    internal virtual string Action => "Change";

    /// <summary>Fields that no parameter gives.</summary>
    internal virtual IEnumerable<string> Complete(TMessage message) => [];

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var message = new TMessage();
        var mask = await FieldWriter.WriteAsync(this, message, cancellationToken);
        mask.Paths.AddRange(Complete(message));
        if (mask.Paths.Count == 0)
        {
            throw new OSyncException(ModuleErrors.BadArgument($"Nothing is to be changed: give at least one field of the {Resource.Kind}.", Wanted));
        }

        Text(message, "id", await ResolveAsync(Resource, Wanted, cancellationToken));
        if (!IsOn(Force) && !string.IsNullOrEmpty(Etag))
        {
            Text(message, "etag", Etag);
        }

        var goesOn = Confirms($"{Resource.Kind} '{Wanted}'", $"{Action} ({string.Join(", ", mask.Paths)})", out var isWhatIf);
        if (!goesOn && !isWhatIf)
        {
            return;
        }

        var change = new Change<TMessage>(message, mask, Server.RequestIds.Next(), ValidateOnly: !goesOn);
        var changed = await CallAsync((calls, options) => Resource.Update(calls, change, options), cancellationToken);
        if (goesOn && IsOn(PassThru))
        {
            World.Write(Resource.ToRecord(changed));
        }
    }

    private static void Text(TMessage message, string field, string value) => Field(message, field).Accessor.SetValue(message, value);

    private static FieldDescriptor Field(TMessage message, string name) =>
        message.Descriptor.FindFieldByName(name) ?? throw new InvalidOperationException($"{message.Descriptor.Name} has no field {name}.");
}
