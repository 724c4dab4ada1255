using OrleansSync.Engine.Identity;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Testing.Tests.Identity;

/// <summary>The contract on the twin.</summary>
public sealed class SequentialIdSourceTests : IdSourceContract
{
    protected override IIdSource Open() => new SequentialIdSource();
}
