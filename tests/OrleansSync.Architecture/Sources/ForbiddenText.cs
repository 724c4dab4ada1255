using System.Text.RegularExpressions;

namespace OrleansSync.Architecture.Sources;

/// <summary>Code that may not stand in some rooms: a second net under the analyzers, which a pragma or an attribute can switch off.</summary>
/// <param name="Pattern">What is forbidden, in code without comments and strings.</param>
/// <param name="Instead">What to do instead.</param>
/// <param name="Rooms">The folders in which it is forbidden, each with a slash at its end.</param>
/// <param name="Exceptions">Where it is needed after all.</param>
internal sealed partial record ForbiddenText(Regex Pattern, string Instead, string[] Rooms, params Exceptional[] Exceptions)
{
    private static readonly string[] Everywhere = ["src/"];
    private static readonly string[] InsideTurns = ["src/OrleansSync.Engine/", "src/OrleansSync.Grains/"];

    /// <summary>All of it.</summary>
    public static IReadOnlyList<ForbiddenText> All { get; } =
    [
        new(BlockingWait(), "await it; a blocked thread is one that the turn does not get.", Everywhere),
        new(AsyncVoid(), "return a Task; nobody can await or catch what this throws.", Everywhere),
        new(AmbientClock(), "take a TimeProvider.", Everywhere),
        new(
            SystemClock(),
            "take a TimeProvider; only the composition root names the real one.",
            Everywhere,
            new Exceptional("src/OrleansSync.Server/Hosting/ServerApplication.cs", "The composition root."),
            new Exceptional("src/OrleansSync.Emulator/Program.cs", "The emulator's entry point."),
            new Exceptional("src/OrleansSync.PowerShell/Sessions/SessionOpener.cs", "The module's entry point: sessions carry the clock."),
            new Exceptional("src/OrleansSync.PowerShell/Hosting/OSyncCommand.cs", "What a cmdlet without a session measures its time limit by."),
            new Exceptional("src/OrleansSync.Postgres/PostgresServiceCollectionExtensions.cs", "What a host gets that registered none of its own.")),
        new(AmbientChance(), "take an IIdSource, or a Random that the caller seeds.", Everywhere),
        new(SystemChance(), "take an IIdSource, or a Random that the caller seeds.", InsideTurns),
        new(StandardStreams(), "log with ILogger.", Everywhere, new Exceptional("src/OrleansSync.Emulator/Program.cs", "A program for people and scripts: it prints where it listens."), new Exceptional("src/OrleansSync.PowerShell/Hosting/PipelineHost.cs", "It asks whether somebody could answer, and neither reads nor writes.")),
        new(LeavesTheTurn(), "stay on the scheduler of the caller, so that a turn stays one and a simulation can decide.", InsideTurns),
    ];

    // A property of ours may be called Result; a task's is read from something called task, or from a call.
    [GeneratedRegex(@"(?:\)|[tT]asks?(?:\[[^\]]*\])?)\s*\.Result\b(?!\s*[(<])|\.Wait\(|\.WaitOne\(|\bTask\.Wait(?:All|Any)\(|\.GetAwaiter\(\)\s*\.GetResult\(|\bThread\.Sleep\(")]
    private static partial Regex BlockingWait();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b|\bEnvironment\.TickCount|\bStopwatch\b")]
    private static partial Regex AmbientClock();

    [GeneratedRegex(@"\bTimeProvider\.System\b")]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"\bGuid\.(?:NewGuid|CreateVersion7)\b|\bRandom\.Shared\b|\bnew\s+Random\(\s*\)")]
    private static partial Regex AmbientChance();

    [GeneratedRegex(@"\bRandomNumberGenerator\b")]
    private static partial Regex SystemChance();

    [GeneratedRegex(@"\bConsole\.\w+")]
    private static partial Regex StandardStreams();

    [GeneratedRegex(@"\bConfigureAwait\(|\bTask\.Run\(|\bTask\.Factory\b|\bParallel\.|\bThreadPool\.|\bnew\s+Thread\(|\bConcurrentDictionary<")]
    private static partial Regex LeavesTheTurn();
}
