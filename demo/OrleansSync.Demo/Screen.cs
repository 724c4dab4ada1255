using System.Runtime.InteropServices;

namespace OrleansSync.Demo;

/// <summary>What the person sees.</summary>
internal static class Screen
{
#pragma warning disable RS0030 // A demo talks to the person in front of it.
    public static void Line(string text = "") => Console.WriteLine(text);
#pragma warning restore RS0030

    /// <summary>Ctrl+C, and what a supervisor sends. Dispose of it to hear no more.</summary>
    public static IDisposable OnStop(Action stop)
    {
        void Hear(PosixSignalContext context)
        {
            context.Cancel = true;
            stop();
        }

        var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear);
        var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear);
        return new Registrations(interrupt, terminate);
    }

    private sealed class Registrations(params IDisposable[] registrations) : IDisposable
    {
        public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
    }
}
