using System.Collections.Immutable;
using Google.Protobuf;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Server.Catalog;

/// <summary>What tells one kind of resource from another at the edge.</summary>
/// <typeparam name="TSpec">What is declared of it.</typeparam>
/// <typeparam name="TMessage">The resource as callers see it.</typeparam>
internal interface ICatalogNoun<TSpec, TMessage>
    where TSpec : class, ICatalogSpec
    where TMessage : class, IMessage<TMessage>, new()
{
    /// <summary>What people call it.</summary>
    string Noun { get; }

    /// <summary>What the protocol calls it: its field in requests.</summary>
    string Field { get; }

    /// <summary>Its field that tells it apart from others of its parent.</summary>
    string NameField { get; }

    /// <summary>The fields that the server gives.</summary>
    IReadOnlySet<string> Given { get; }

    /// <summary>The resource as callers see it, without secrets; id, etag and times are put in by the caller.</summary>
    TMessage ToMessage(TSpec spec);

    /// <summary>What a message declares; <paramref name="before"/> has what the server gave earlier, null for a new one.</summary>
    TSpec ToSpec(TMessage message, TSpec? before);

    /// <summary>Everything that is wrong with a spec and can be seen without looking anything up.</summary>
    ImmutableArray<FieldViolation> Validate(TSpec spec, TSpec? before);

    /// <summary>Looks up what has to be there, and completes the spec with what was found. Changes nothing.</summary>
    /// <exception cref="SyncException">Something is not there, or does not fit.</exception>
    Task<TSpec> ResolveAsync(Guid id, TSpec spec, TMessage message, TSpec? before, CancellationToken cancellationToken);

    /// <summary>Keeps what must not be part of the resource, secrets above all, right before the resource itself is saved.</summary>
    /// <returns>What takes it back, for a save that is refused; null when nothing was kept.</returns>
    Task<Func<Task>?> KeepAsync(Guid id, TMessage message, CancellationToken cancellationToken);

    /// <summary>Adds to answers what is kept apart and may be told.</summary>
    Task CompleteAsync(IReadOnlyList<(Guid Id, TMessage Message)> answers, CancellationToken cancellationToken);

    /// <summary>Removes what was kept apart, right after the resource itself was deleted.</summary>
    Task ForgetAsync(Guid id, CancellationToken cancellationToken);
}
