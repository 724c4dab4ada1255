using System.Management.Automation;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>What a cmdlet does to the world: a port, so that tests run cmdlets without PowerShell. Every call comes on the pipeline's thread.</summary>
internal interface ICommandHost
{
    /// <summary>False in a pipeline of a build server and the like: then nothing may be asked.</summary>
    bool IsInteractive { get; }

    /// <summary>The session of the runspace; null when there is none.</summary>
    OSyncSession? Session { get; set; }

    /// <summary>True when the caller, or the pipeline, gave the parameter.</summary>
    bool IsBound(string parameter);

    /// <summary>The value of a switch.</summary>
    bool IsOn(SwitchParameter value, string parameter);

    /// <summary>The whole path of one that may be relative to the current location.</summary>
    string PathOf(string path);

    /// <summary>Emits an object.</summary>
    void Write(object value);

    /// <summary>Tells what a person should look at.</summary>
    void Warn(string text);

    /// <summary>Tells what <c>-Verbose</c> shows.</summary>
    void Tell(string text);

    /// <summary>Tells how far it is.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="percent">0 to 100, or -1 when nobody knows.</param>
    /// <param name="isDone">True to take the bar away.</param>
    void ShowProgress(string activity, string status, int percent, bool isDone);

    /// <summary>Tells of an error; the pipeline goes on.</summary>
    void WriteError(OSyncError error, Exception? cause);

    /// <summary>Ends the pipeline with an error; does not return.</summary>
    void Terminate(OSyncError error, Exception? cause);

    /// <summary>Asks as <c>-Confirm</c> and <c>-WhatIf</c> say.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="action">What is done to it.</param>
    /// <param name="isWhatIf">True when nothing is done because of <c>-WhatIf</c>.</param>
    bool ShouldProcess(string target, string action, out bool isWhatIf);

    /// <summary>Asks for one of several; answers with its index.</summary>
    int Choose(string question, IReadOnlyList<string> choices);

    /// <summary>Asks for a text.</summary>
    string Ask(string question, string proposal);
}
