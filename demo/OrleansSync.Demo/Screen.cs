#pragma warning disable RS0030 // A demo talks to the person in front of it.
namespace OrleansSync.Demo;

/// <summary>What the person sees.</summary>
internal static class Screen
{
    public static void Line(string text = "") => Console.WriteLine(text);

    public static void OnCtrlC(Action stop) => Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop();
    };
}
