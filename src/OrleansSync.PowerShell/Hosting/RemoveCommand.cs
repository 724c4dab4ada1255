using System.Management.Automation;
using Google.Protobuf;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>Deletes a thing of one kind, after asking. An object of the pipeline brings the version that was read.</summary>
public abstract class RemoveCommand<TMessage, TRecord> : ServerCommand
    where TMessage : class, IMessage<TMessage>, new()
    where TRecord : notnull
{
    /// <summary>The version that was read; if somebody changed it since, nothing is deleted. Objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Etag { get; set; }

    /// <summary>Deletes it even when somebody changed it since it was read.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal abstract Resource<TMessage, TRecord> Resource { get; }

    /// <summary>The name or the id of what is deleted.</summary>
    internal abstract string Wanted { get; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Wanted;
        var id = await ResolveAsync(Resource, Wanted, cancellationToken);
        var goesOn = Confirms($"{Resource.Kind} '{Wanted}'", "Remove", out var isWhatIf);
        if (!goesOn && !isWhatIf)
        {
            return;
        }

        var removal = new Removal(id, IsOn(Force) ? "" : Etag ?? "", Server.RequestIds.Next(), ValidateOnly: !goesOn);
        await Resource.DeleteAsync(this, removal, cancellationToken);
    }
}
