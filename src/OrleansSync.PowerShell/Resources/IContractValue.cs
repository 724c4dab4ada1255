using Google.Protobuf;

namespace OrleansSync.PowerShell.Resources;

/// <summary>A record of the module that is sent as a message.</summary>
internal interface IContractValue
{
    /// <summary>As the contract has it.</summary>
    IMessage ToMessage();
}
