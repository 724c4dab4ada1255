using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Catalog;

namespace OrleansSync.Server.Applications;

/// <summary>Applications between the protocol and the engine.</summary>
internal sealed class ApplicationNoun : CatalogNoun<ApplicationSpec, V1.Application>
{
    public override string Noun => "application";

    public override string Field => "application";

    public override string NameField => "name";

    public override V1.Application ToMessage(ApplicationSpec spec) => new() { Name = spec.Name, Description = spec.Description, Owner = spec.Owner };

    public override ApplicationSpec ToSpec(V1.Application message, ApplicationSpec? before) => new(message.Name, message.Description, message.Owner);

    protected override IEnumerable<FieldViolation> ValidateSpec(ApplicationSpec spec) => spec.Validate();
}
