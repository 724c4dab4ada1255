namespace OrleansSync.PowerShell.Tests.Running;

/// <summary>A cmdlet ended the pipeline.</summary>
internal sealed class TerminatedException : Exception;
