using System.Collections.Immutable;
using Google.Protobuf;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Server.Catalog;

/// <summary>What most kinds of resources have in common: nothing to look up, nothing to keep apart.</summary>
internal abstract class CatalogNoun<TSpec, TMessage> : ICatalogNoun<TSpec, TMessage>
    where TSpec : class, ICatalogSpec
    where TMessage : class, IMessage<TMessage>, new()
{
    public abstract string Noun { get; }

    public abstract string Field { get; }

    public abstract string NameField { get; }

    public virtual IReadOnlySet<string> Given => MessageDescriptorFields.Names;

    public abstract TMessage ToMessage(TSpec spec);

    public abstract TSpec ToSpec(TMessage message, TSpec? before);

    public ImmutableArray<FieldViolation> Validate(TSpec spec, TSpec? before) => [.. ValidateSpec(spec), .. ValidateChange(spec, before)];

    public virtual Task<TSpec> ResolveAsync(Guid id, TSpec spec, TMessage message, TSpec? before, CancellationToken cancellationToken) => Task.FromResult(spec);

    public virtual Task<Func<Task>?> KeepAsync(Guid id, TMessage message, CancellationToken cancellationToken) => Task.FromResult<Func<Task>?>(null);

    public virtual Task CompleteAsync(IReadOnlyList<(Guid Id, TMessage Message)> answers, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task ForgetAsync(Guid id, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Everything that is wrong with the spec alone.</summary>
    protected abstract IEnumerable<FieldViolation> ValidateSpec(TSpec spec);

    /// <summary>A resource stays with its parent.</summary>
    protected virtual IEnumerable<FieldViolation> ValidateChange(TSpec spec, TSpec? before) =>
        before is not null && before.ParentId != spec.ParentId ? [new($"{Field}.{ParentField}", "is fixed; make another one there instead.")] : [];

    /// <summary>The field that names the parent; empty when there is none.</summary>
    protected virtual string ParentField => "";
}
