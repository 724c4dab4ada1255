using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace OrleansSync.PowerShell.Resources;

/// <summary>A change that is to be made, or only to be checked.</summary>
/// <param name="Message">What is created or changed.</param>
/// <param name="Mask">The fields that are changed; of no meaning when something is created.</param>
/// <param name="RequestId">Makes a repetition harmless.</param>
/// <param name="ValidateOnly">Checks everything and changes nothing.</param>
internal sealed record Change<T>(T Message, FieldMask Mask, string RequestId, bool ValidateOnly)
    where T : class, IMessage<T>;
