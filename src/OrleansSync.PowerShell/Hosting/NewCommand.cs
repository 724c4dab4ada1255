using Google.Protobuf;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>Creates a thing of one kind and emits it. With -WhatIf the server checks everything and changes nothing.</summary>
public abstract class NewCommand<TMessage, TRecord> : ServerCommand
    where TMessage : class, IMessage<TMessage>, new()
    where TRecord : notnull
{
    internal abstract Resource<TMessage, TRecord> Resource { get; }

    internal virtual void Complete(TMessage message)
    {
    }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var message = new TMessage();
        var mask = await FieldWriter.WriteAsync(this, message, cancellationToken);
        Complete(message);
        var goesOn = Confirms($"{Resource.Kind} '{Resource.NameOf(message)}'", "Create", out var isWhatIf);
        if (!goesOn && !isWhatIf)
        {
            return;
        }

        var change = new Change<TMessage>(message, mask, Server.RequestIds.Next(), ValidateOnly: !goesOn);
        var created = await CallAsync((calls, options) => Resource.Create(calls, change, options), cancellationToken);
        if (goesOn)
        {
            World.Write(Resource.ToRecord(created));
        }
        else
        {
            World.Tell($"The server would create the {Resource.Kind} '{Resource.NameOf(created)}'.");
        }
    }
}
