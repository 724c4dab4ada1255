using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>The session of each runspace; it goes when its runspace goes.</summary>
internal static class SessionSlots
{
    private static readonly ConditionalWeakTable<Runspace, Slot> Slots = [];

    /// <summary>That of the runspace that this thread works for.</summary>
    public static OSyncSession? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && Slots.TryGetValue(runspace, out var slot) ? slot.Session : null;
        set
        {
            if (Runspace.DefaultRunspace is { } runspace)
            {
                Slots.GetOrCreateValue(runspace).Session = value;
            }
        }
    }

    private sealed class Slot
    {
        public OSyncSession? Session { get; set; }
    }
}
