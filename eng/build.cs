#:property PublishAot=false

// The tool of this repository: `dotnet run eng/build.cs -- help`. It stands apart from the tree that it builds (eng/ has empty Directory.*.props),
// so that it still runs, and says what is wrong, when the tree is broken.

using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource();
PosixSignal? heard = null;
void Hear(PosixSignalContext context)
{
    context.Cancel = true;
    heard ??= context.Signal;
    stop.Cancel();
}
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear);
using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Hear);

var options = Options.Parse(args);
var screen = new Screen(options.Verbose);
var shell = new Shell(Root.Folder, screen, stop.Token, () => heard == PosixSignal.SIGINT);
try
{
    return await new Verbs(options, screen, shell).RunAsync();
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    var asMeant = options.Verb == "up";
    screen.Line($"{(asMeant ? "Ended" : "Interrupted")}; nothing of what it had started is left.", asMeant ? Colour.None : Colour.Red);
    return asMeant ? 0 : 130;
}
catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
{
    screen.Line($"FAILED: {failure.Message}", Colour.Red);
    screen.Line("  The way out: make room if the disk is full; if files belong to another user (an earlier run as root?), have that user remove artifacts/, .local/ and node_modules/.");
    return 1;
}

/// <summary>What was asked for; whatever is not ours goes on to dotnet, and what follows a second -- to the program that is run.</summary>
sealed record Options(string Verb, bool Long, int? Seed, bool Gate, string? Filter, bool Probe, bool Verbose, bool Baseline, string? Bench, string? Error, string Configuration, IReadOnlyList<string> Dotnet, IReadOnlyList<string> Program)
{
    public static Options Parse(string[] arguments)
    {
        var options = new Options(arguments.FirstOrDefault(a => a is not ("-h" or "--help" or "-?")) ?? "help", false, null, false, null, false, false, false, null, null, "Release", [], []);
        var dotnet = new List<string>();
        var rest = new Queue<string>(arguments.Length > 0 && arguments[0] == options.Verb ? arguments[1..] : arguments);
        while (rest.TryDequeue(out var argument))
        {
            string? Value() => rest.TryDequeue(out var value) ? value : null;
            switch (argument)
            {
                case "--": return options with { Dotnet = dotnet, Program = [.. rest] };
                case "-h" or "--help" or "-?": return options with { Verb = "help" };
                case "--long": options = options with { Long = true }; break;
                case "--gate": options = options with { Gate = true }; break;
                case "--probe": options = options with { Probe = true }; break;
                case "--verbose": options = options with { Verbose = true }; break;
                case "--baseline": options = options with { Baseline = true }; break;
                case "--seed": options = int.TryParse(Value(), out var seed) ? options with { Seed = seed } : options with { Error = "--seed takes a number." }; break;
                case "--filter": options = Value() is { } filter ? options with { Filter = filter } : options with { Error = "--filter takes an expression, as in dotnet test." }; break;
                case "-c" or "--configuration": options = Value() is { } name ? options with { Configuration = name } : options with { Error = "-c takes Release or Debug." }; break;
                case "-p:": dotnet.Add(argument + Value()); break; // PowerShell splits -p:Name=Value after the colon.
                case [not ('-' or '/'), ..] when options is { Verb: "bench", Bench: null }: options = options with { Bench = argument }; break;
                default: dotnet.Add(FullPaths(argument)); break;
            }
        }
        return options with { Dotnet = dotnet };
    }

    public string? Property(string name) => Dotnet
        .Select(a => Regex.Match(a, $@"^(?:-|--|/)(?:p|property):{name}=(.*)$", RegexOptions.IgnoreCase)).LastOrDefault(m => m.Success)?.Groups[1].Value;

    // NuGet would take a relative folder as relative to each project.
    private static string FullPaths(string argument)
    {
        const string Name = ":RestoreAdditionalProjectSources=";
        var at = argument.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        return at < Name.Length ? argument : argument[..at] + string.Join("%3B", argument[at..].Split("%3B").Select(s => Directory.Exists(s) ? Path.GetFullPath(s) : s));
    }
}

static class Root
{
    public static string Folder { get; } = Path.GetDirectoryName(Path.GetDirectoryName(AppContext.GetData("EntryPointFilePath") as string ?? ThisFile()))!;
    public static string File(params string[] parts) => Path.Combine([Folder, .. parts]);
    public static string Relative(string path) => Path.IsPathRooted(path) ? Path.GetRelativePath(Folder, path) : path;
    private static string ThisFile([CallerFilePath] string path = "") => path;
}

enum Colour { None = 0, Red = 31, Green = 32, Yellow = 33 }
enum Result { Ok, Skipped, Failed }

/// <summary>How a step ended: what it found, or why it was skipped or failed; the way out; the end of its output.</summary>
sealed record Outcome(Result Result, string Text, string? WayOut = null, IReadOnlyList<string>? Tail = null)
{
    public static Outcome Ok(string text = "") => new(Result.Ok, text);
    public static Outcome Skipped(string why, string needs) => new(Result.Skipped, why, needs);
    public static Outcome Failed(string cause, string wayOut, IReadOnlyList<string>? tail = null) => new(Result.Failed, cause, wayOut, tail);
}

/// <summary>What the user sees. On a terminal the running step is one line that is rewritten; elsewhere every line stays.</summary>
sealed class Screen(bool verbose)
{
    private static readonly bool Terminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
    private static readonly bool Colours = Terminal && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
    private readonly Lock _gate = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private string? _running;
    private long _beats;

    public bool Verbose => verbose;

    public void Line(string text = "", Colour colour = Colour.None)
    {
        lock (_gate)
        {
            Clear();
            Console.WriteLine(Paint(text, colour));
        }
    }

    public void Begin(string step)
    {
        lock (_gate)
        {
            (_running, _beats) = (step, 0);
            _since.Restart();
            Console.Write(Terminal && !verbose ? $"{step} ..." : $"{step} ...{Environment.NewLine}");
        }
    }

    /// <summary>How long the step took that began last.</summary>
    public TimeSpan End()
    {
        lock (_gate)
        {
            Clear();
            _running = null;
            return _since.Elapsed;
        }
    }

    /// <summary>Called every second with the last line of the running child.</summary>
    public void Beat(string last)
    {
        lock (_gate)
        {
            if (_running is null || ++_beats < 3 || verbose)
            {
                return;
            }
            var text = $"{_running} ... {_since.Elapsed.TotalSeconds:0} s  {last.Trim()}";
            if (Terminal)
            {
                var width = Math.Max(40, Console.WindowWidth) - 1;
                Console.Write($"\r\e[K{(text.Length > width ? text[..width] : text)}");
            }
            else if (_beats % 60 == 0)
            {
                Console.WriteLine(text);
            }
        }
    }

    private void Clear() => Console.Write(Terminal && _running is not null ? "\r\e[K" : "");

    private static string Paint(string text, Colour colour) => Colours && colour != Colour.None ? $"\e[{(int)colour}m{text}\e[0m" : text;
}

sealed record Ended(int ExitCode, bool TimedOut, TimeSpan Limit, IReadOnlyList<string> Lines, string Log)
{
    public bool Ok => ExitCode == 0 && !TimedOut;
    public bool Says(string pattern) => Lines.Any(line => Regex.IsMatch(line, pattern));
}

/// <summary>Runs children: captured into a log in a session of their own, or on our terminal. None survives its limit or our interruption.</summary>
sealed class Shell(string root, Screen screen, CancellationToken stop, Func<bool> terminalTold)
{
    private static readonly string? Setsid = OperatingSystem.IsLinux() ? Find("setsid") : null;
    public static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public Dictionary<string, string> Variables { get; } = [];
    public string Log { get; set; } = "";

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)).FirstOrDefault(File.Exists);

    public async Task<Ended> RunAsync(TimeSpan limit, string program, IEnumerable<string> arguments, Action<string>? onLine = null)
    {
        stop.ThrowIfCancellationRequested();
        string[] command = [program, .. arguments];
        await using var log = new StreamWriter(Log, append: true) { AutoFlush = true };
        await log.WriteLineAsync($"$ {string.Join(' ', command)}");
        using var process = Start(Setsid is null ? command : [Setsid, .. command], captured: true);
        process.StandardInput.Close();
        var lines = new List<string>();
        var gate = new Lock();
        void Take(string line)
        {
            lock (gate)
            {
                lines.Add(line);
                log.WriteLine(line);
            }
            if (screen.Verbose)
            {
                screen.Line("    " + line);
            }
            onLine?.Invoke(line);
        }
        async Task PumpAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                Take(line);
            }
        }
        var pumps = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(limit);
        using var beat = new Timer(_ => { lock (gate) { screen.Beat(lines.LastOrDefault() ?? ""); } }, null, 1000, 1000);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process, group: Setsid is not null);
        }
        await Task.WhenAny(pumps, Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None)); // A build server that it left behind may hold its pipes.
        stop.ThrowIfCancellationRequested();
        lock (gate)
        {
            return new(process.ExitCode, either.IsCancellationRequested, limit, [.. lines], Log);
        }
    }

    /// <summary>Runs a program on our own terminal: it prints what it likes, and hears Ctrl+C itself.</summary>
    public async Task<int> RunOpenAsync(TimeSpan limit, string program, IEnumerable<string> arguments)
    {
        stop.ThrowIfCancellationRequested();
        using var process = Start([program, .. arguments], captured: false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            if (stop.IsCancellationRequested && terminalTold())
            {
                await WaitAsync(process, TimeSpan.FromSeconds(5));
            }
            await EndAsync(process, group: false);
        }
        stop.ThrowIfCancellationRequested();
        return either.IsCancellationRequested ? -1 : process.ExitCode;
    }

    private Process Start(string[] command, bool captured)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = root,
            RedirectStandardInput = captured,
            RedirectStandardOutput = captured,
            RedirectStandardError = captured,
        };
        // `dotnet run` leaves its own MSBuild settings in our environment; a nested build must find its own.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        var ours = new Dictionary<string, string> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1", ["MSBUILDTERMINALLOGGER"] = captured ? "off" : "auto" };
        foreach (var (name, value) in ours.Concat(Variables))
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new IOException($"{command[0]} did not start.");
    }

    private static async Task EndAsync(Process process, bool group)
    {
        const int Terminate = 15, Kill = 9;
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            _ = NativeKill(group ? -process.Id : process.Id, Terminate);
            await WaitAsync(process, TimeSpan.FromSeconds(group ? 2 : 15));
        }
        if (group)
        {
            _ = NativeKill(-process.Id, Kill); // Whoever of the group did not follow its leader.
        }
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        await WaitAsync(process, TimeSpan.FromSeconds(10));
    }

    private static Task WaitAsync(Process process, TimeSpan limit) => Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(limit, CancellationToken.None));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int NativeKill(int process, int signal);
}

/// <summary>Turns the output of a child that failed into a cause and a way out.</summary>
static partial class Explain
{
    private static readonly (string Pattern, string WayOut)[] WaysOut =
    [
        (@"NU130[01]|timed out|Name or service not known|Temporary failure", "the package source cannot be reached: check the network or the proxy, and run it again."),
        (@"NU110[123]|NU1605", "the package source lacks something: `--probe` asks again which build it can serve; -p:RestoreAdditionalProjectSources=FOLDER adds a source; -p:Dependencies=Standins does without."),
        (@"MSB402[45]|MSB5009|MSB5010", "a build file is broken; the message names it."),
        (@"NETSDK1045|NETSDK1141|compatible \.NET SDK", "install the .NET SDK that global.json asks for."),
        (@"No space left", "make room on the disk."),
        (@"Permission denied|Access to the path .* is denied|EACCES", "files belong to another user (an earlier run as root?): have that user remove artifacts/, .local/ and node_modules/."),
    ];

    public static Outcome Failure(Ended ended, string wayOut = "correct what the messages name.")
    {
        var errors = ended.Lines.Select(line => ErrorLine().Match(line)).Where(m => m.Success)
            .Select(m => $"{Root.Relative(m.Groups["where"].Value.Trim())}: {m.Groups["what"].Value}").Distinct().ToList();
        var cause = ended.TimedOut ? $"no end within {ended.Limit.TotalMinutes:0} minutes"
            : errors.Count > 0 ? $"{errors.Count} error{(errors.Count == 1 ? "" : "s")}, the first: {errors[0]}"
            : $"exit code {ended.ExitCode}";
        var hint = WaysOut.FirstOrDefault(way => ended.Says(way.Pattern)).WayOut ?? wayOut;
        return Outcome.Failed(cause, $"{hint} All of its output: {Root.Relative(ended.Log)}", errors.Count > 0 ? [.. errors.Skip(1).Take(20)] : [.. ended.Lines.TakeLast(25)]);
    }

    [GeneratedRegex(@"^(?<where>[^:]*?)\s*: error (?:: )?(?<what>(?:[A-Z]+\d+: )?.*?)(?: \[[^\]]*\])?$")]
    private static partial Regex ErrorLine();
}

/// <summary>The verbs, each a list of steps.</summary>
sealed class Verbs(Options options, Screen screen, Shell shell)
{
    private static readonly string[] Names = ["help", "demo", "up", "test", "bench", "format", "pack"];
    private readonly Steps _steps = new(options, shell);
    private readonly List<string> _skipped = [];
    private readonly List<string> _failed = [];
    private int _number;

    public async Task<int> RunAsync()
    {
        if (options.Error is not null)
        {
            screen.Line(options.Error, Colour.Red);
            return 2;
        }
        if (options.Verb == "help")
        {
            Help();
            return 0;
        }
        if (!Names.Contains(options.Verb))
        {
            screen.Line($"There is no verb '{options.Verb}'. Did you mean '{Names.MinBy(name => Distance(name, options.Verb))}'? `dotnet run eng/build.cs -- help` lists them.", Colour.Red);
            return 2;
        }
        var logs = Directory.CreateDirectory(Root.File("artifacts", "logs"));
        foreach (var old in logs.EnumerateFiles("*.log"))
        {
            old.Delete();
        }
        var ok = await StepAsync("SDK", _steps.SdkAsync) && await StepAsync("build files", _steps.BuildFilesAsync) && await StepAsync("dependencies", _steps.DependenciesAsync) && options.Verb switch
        {
            "demo" => await DemoAsync(keep: false),
            "up" => await DemoAsync(keep: true),
            "test" => await TestAsync(),
            "bench" => await BenchAsync(),
            "format" => await FormatAsync(),
            _ => await PackAsync(),
        };
        if (options.Verb != "test")
        {
            Remember();
        }
        return ok && _failed.Count == 0 ? 0 : 1;
    }

    private async Task<bool> DemoAsync(bool keep)
    {
        if (!File.Exists(Root.File("demo", "OrleansSync.Demo", "OrleansSync.Demo.csproj")))
        {
            return await StepAsync(options.Verb, () => Task.FromResult(Outcome.Failed("demo/OrleansSync.Demo is not in this tree", "take a complete checkout.")));
        }
        if (!await StepAsync("PostgreSQL", () => _steps.PostgresAsync(required: true))
            || !await StepAsync("build the server", () => _steps.BuildAsync("src/OrleansSync.Server"))
            || !await StepAsync("build the demo", () => _steps.BuildAsync("demo/OrleansSync.Demo")))
        {
            return false;
        }
        string[] arguments = [_steps.Assembly("OrleansSync.Demo"), "--server", _steps.Assembly("OrleansSync.Server"), .. keep ? ["--keep"] : Array.Empty<string>(), .. options.Program];
        return await OpenAsync(keep ? "up (Ctrl+C ends it)" : "demo", keep ? TimeSpan.FromDays(20) : TimeSpan.FromMinutes(15), arguments);
    }

    private async Task<bool> TestAsync()
    {
        await StepAsync("PostgreSQL", () => _steps.PostgresAsync(required: false));
        await StepAsync("npm packages", _steps.NpmAsync);
        await StepAsync("Chromium", _steps.ChromiumAsync);
        await StepAsync("buf lint", _steps.BufLintAsync);
        await StepAsync("buf breaking", _steps.BufBreakingAsync);
        await StepAsync("format check", _steps.FormatCheckAsync);
        if (!await StepAsync("restore", () => _steps.RestoreAsync(Steps.Solution)) || !await StepAsync("build", () => _steps.BuildAsync(Steps.Solution, restore: false)))
        {
            Remember();
            screen.Line("No test ran.", Colour.Red);
            return false;
        }
        var report = new TestReport();
        await StepAsync("test", () => _steps.TestAsync(report, screen));
        report.Print(screen);
        Remember();
        screen.Line(report.ClosingLine);
        return report.Passed > 0 && report.Failed.Count == 0;
    }

    // A benchmark is bench/NAME/OrleansSync.Bench.NAME.csproj; it prints a table and writes artifacts/bench/name.json.
    private async Task<bool> BenchAsync()
    {
        const string Prefix = "OrleansSync.Bench.";
        var names = Directory.Exists(Root.File("bench"))
            ? Directory.GetFiles(Root.File("bench"), Prefix + "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)[Prefix.Length..]).Order().ToArray() : [];
        var chosen = names.Where(name => options.Bench is null || name.Equals(options.Bench, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (chosen.Length == 0)
        {
            return await StepAsync("bench", () => Task.FromResult(options.Bench is { } asked
                ? Outcome.Failed($"there is no benchmark '{asked}'", $"name one of: {string.Join(", ", names).ToLowerInvariant()}; without a name all of them run.")
                : Outcome.Skipped("there are no benchmarks in bench/ yet", $"a project bench/NAME/{Prefix}NAME.csproj")));
        }
        await StepAsync("npm packages", _steps.NpmAsync);
        await StepAsync("PostgreSQL", () => _steps.PostgresAsync(required: false));
        foreach (var name in chosen)
        {
            if (await StepAsync($"build {name}", () => _steps.BuildAsync($"bench/{name}/{Prefix}{name}.csproj")))
            {
                await OpenAsync($"bench {name}", TimeSpan.FromHours(2), [_steps.Assembly(Prefix + name), .. options.Gate ? ["--gate"] : Array.Empty<string>(), .. options.Program]);
            }
        }
        return true;
    }

    private async Task<bool> FormatAsync()
    {
        await StepAsync("npm packages", _steps.NpmAsync);
        if (options.Baseline)
        {
            return await StepAsync("baseline of the contract", _steps.BufBaselineAsync);
        }
        await StepAsync("format protos/", _steps.BufFormatAsync);
        return await StepAsync("restore", () => _steps.RestoreAsync(Steps.Solution)) && await StepAsync("format C#", _steps.FormatAsync);
    }

    private async Task<bool> PackAsync() => await StepAsync("pack the server", _steps.PackServerAsync) && await StepAsync("pack the module", _steps.PackModuleAsync);

    private async Task<bool> StepAsync(string name, Func<Task<Outcome>> work)
    {
        var title = $"[{++_number}] {name}";
        shell.Log = Root.File("artifacts", "logs", $"{_number:00}-{Regex.Replace(name.ToLowerInvariant(), "[^a-z0-9.]+", "-").Trim('-')}.log");
        screen.Begin(title);
        try
        {
            var outcome = await work();
            return Tell(title, name, outcome, screen.End());
        }
        finally
        {
            screen.End();
        }
    }

    private async Task<bool> OpenAsync(string name, TimeSpan limit, IEnumerable<string> arguments)
    {
        var title = $"[{++_number}] {name}";
        var since = Stopwatch.StartNew();
        screen.Line($"{title} ...");
        var code = await shell.RunOpenAsync(limit, Shell.Dotnet, arguments);
        return Tell(title, name, code == 0 ? Outcome.Ok() : Outcome.Failed(code < 0 ? $"no end within {limit.TotalMinutes:0} minutes" : $"exit code {code}", "what it printed above says why."), since.Elapsed);
    }

    private bool Tell(string title, string name, Outcome outcome, TimeSpan elapsed)
    {
        var seconds = $"({elapsed.TotalSeconds:0.0} s)";
        switch (outcome.Result)
        {
            case Result.Ok:
                screen.Line($"{title}: ok{(outcome.Text.Length > 0 ? ": " + outcome.Text : "")} {seconds}", Colour.Green);
                break;
            case Result.Skipped:
                _skipped.Add(name);
                screen.Line($"{title}: skipped: {outcome.Text}; it would need {outcome.WayOut} {seconds}", Colour.Yellow);
                break;
            default:
                _failed.Add(name);
                screen.Line($"{title}: FAILED: {outcome.Text} {seconds}", Colour.Red);
                screen.Line($"    The way out: {outcome.WayOut}");
                foreach (var line in screen.Verbose ? [] : outcome.Tail ?? [])
                {
                    screen.Line($"    | {line}");
                }
                break;
        }
        return outcome.Result != Result.Failed;
    }

    private void Remember()
    {
        if (_skipped.Count > 0)
        {
            screen.Line($"{_skipped.Count} step{(_skipped.Count == 1 ? "" : "s")} skipped: {string.Join(", ", _skipped)}", Colour.Yellow);
        }
        if (_failed.Count > 0)
        {
            screen.Line($"{_failed.Count} step{(_failed.Count == 1 ? "" : "s")} FAILED: {string.Join(", ", _failed)}", Colour.Red);
        }
    }

    private void Help() => screen.Line("""
        dotnet run eng/build.cs -- VERB [options] [what goes on to dotnet] [-- what goes on to the program]

          demo     builds the server, starts it with a throw-away PostgreSQL, and shows what it does
          up       the same, and keeps it running until Ctrl+C
          test     checks the contract and the format, builds everything, runs all tests; the last line counts them
                   --long  the long campaigns   --seed N  one seed   --filter X  some tests, as in dotnet test
          bench    runs the benchmarks, or the one that is named: bench standins
                   --gate  fails when a ratio got worse than the committed one
          format   formats the code and the protos
                   --baseline  records protos/ as the contract that later changes must not break (at a release)
          pack     publishes the server and the PowerShell module into artifacts/pack, each as a folder and a .tar.gz with its .sha256
          help     this page

          --verbose  shows the output of every child (it is in artifacts/logs in any case)
          --probe    asks again whether the real packages restore; otherwise .local/dependencies.props keeps the answer
          -c Debug, -p:Name=Value, -v n, ...  go on to every dotnet restore, build, test and publish, for example
                     -p:Dependencies=Packages|Standins  -p:OrleansVersion=10.2.2  -p:RestoreAdditionalProjectSources=FOLDER

        Environment: ORLEANSSYNC_POSTGRES  connection string of a PostgreSQL where databases may be created (else the installed
                     one is started, else, as root, apt-get installs it); ORLEANSSYNC_PWSH  a pwsh that is not on PATH; CI=true  tests that cannot run fail; NO_COLOR
        """);

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }
        return row[^1];
    }
}

/// <summary>The steps. Each says how it ended; none prints.</summary>
sealed class Steps(Options options, Shell shell)
{
    public const string Solution = "OrleansSync.sln";
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(2), Long = TimeSpan.FromMinutes(20);
    private string _dependencies = "Standins";
    private IReadOnlyList<string> _dotnet = options.Dotnet;

    public string Assembly(string project) => Root.File("artifacts", _dependencies, "bin", project, options.Configuration.ToLowerInvariant(), project + ".dll");

    public async Task<Outcome> SdkAsync()
    {
        var version = await shell.RunAsync(Short, Shell.Dotnet, ["--version"]);
        return version.Ok ? Outcome.Ok(version.Lines.LastOrDefault(line => line.Length > 0) ?? "") : Explain.Failure(version, "install the .NET SDK that global.json asks for.");
    }

    /// <summary>A restore passes over a props file that is no XML, and then complains of its consequences.</summary>
    public Task<Outcome> BuildFilesAsync()
    {
        var broken = new List<string>();
        var folders = new[] { "src", "tests", "standins", "demo", "bench" }.Select(name => Root.File(name)).Where(Directory.Exists);
        var files = Directory.EnumerateFiles(Root.Folder).Concat(folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)));
        foreach (var file in files.Where(file => Path.GetExtension(file) is ".props" or ".targets" or ".csproj"))
        {
            try
            {
                XDocument.Load(file);
            }
            catch (XmlException failure)
            {
                broken.Add($"{Root.Relative(file)}: {failure.Message}");
            }
        }
        return Task.FromResult(broken.Count == 0 ? Outcome.Ok() : Outcome.Failed($"{broken.Count} of them are no XML, the first: {broken[0]}", "correct them, or take them from the last commit (git checkout).", [.. broken.Skip(1)]));
    }

    /// <summary>Finds out once which of the two builds this machine can do.</summary>
    public async Task<Outcome> DependenciesAsync()
    {
        var file = Root.File(".local", "dependencies.props");
        if (options.Property("Dependencies") is { } given)
        {
            _dependencies = given;
            return given is "Packages" or "Standins" ? Outcome.Ok($"{given}, as given") : Outcome.Failed($"Dependencies is '{given}'", "it takes Packages or Standins.");
        }
        // Other versions or sources may give another answer, for this call only.
        var special = options.Dotnet.Where(a => Regex.IsMatch(a, "^(?:-|--|/)(?:p|property):(?:[A-Za-z]+Version|Restore[A-Za-z]+)=")).ToList();
        var versions = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Root.File("Directory.Packages.props"))))[..12];
        if (!options.Probe && special.Count == 0 && File.Exists(file))
        {
            var text = await File.ReadAllTextAsync(file);
            var known = Regex.Match(text, "<Dependencies[^>]*>(Packages|Standins)<");
            if (known.Success && (text.Contains(versions) || !text.Contains("eng/build.cs")))
            {
                _dependencies = known.Groups[1].Value;
                return Outcome.Ok($"{_dependencies}, as .local/dependencies.props remembers (--probe asks again)");
            }
        }
        var probe = WriteProbe();
        var restore = await shell.RunAsync(Short, Shell.Dotnet, ["restore", probe, "-p:Dependencies=Packages", "--force", .. options.Probe ? ["--no-http-cache"] : Array.Empty<string>(), .. special]);
        var missing = restore.Lines.Select(line => Regex.Match(line, @"error (?:NU1101|NU1102|NU1103): Unable to find (?:a stable )?package (\S+)")).Where(m => m.Success).Select(m => m.Groups[1].Value.TrimEnd('.')).Distinct().Order().ToList();
        if (!restore.Ok && (restore.TimedOut || restore.Says("NU130[01]|timed out")))
        {
            return Outcome.Ok("Standins, for now: the package source gave no answer about the real packages, so nothing is remembered");
        }
        if (!restore.Ok && missing.Count == 0 && !restore.Says("error NU1"))
        {
            return Explain.Failure(restore);
        }
        _dependencies = restore.Ok ? "Packages" : "Standins";
        var why = restore.Ok ? "the real packages restore"
            : missing.Count == 0 ? "the real packages do not restore together"
            : $"the package source lacks {string.Join(", ", missing.Take(3))}{(missing.Count > 3 ? $" and {missing.Count - 3} more" : "")}";
        if (special.Count > 0)
        {
            _dotnet = [.. options.Dotnet, $"-p:Dependencies={_dependencies}"];
            return Outcome.Ok($"{_dependencies} for this call, with the versions and sources given: {why}");
        }
        await File.WriteAllTextAsync(file, $"""
            <Project>
              <!-- Written by eng/build.cs for the versions {versions}: {why}. Delete it, or run with the option probe, to be asked again. -->
              <PropertyGroup>
                <Dependencies Condition="'$(Dependencies)' == ''">{_dependencies}</Dependencies>
              </PropertyGroup>
            </Project>

            """);
        return Outcome.Ok($"{_dependencies}: {why} (remembered; --probe asks again)");
    }

    private static string WriteProbe()
    {
        string[] packages = ["Microsoft.Orleans.Server", "Microsoft.Orleans.Sdk", "Microsoft.Orleans.Reminders", "Microsoft.Orleans.TestingHost", "Grpc.AspNetCore", "Grpc.AspNetCore.HealthChecks", "Grpc.AspNetCore.Server.Reflection", "Grpc.Net.Client", "Google.Protobuf", "Tomlyn", "PowerShellStandard.Library"];
        var folder = Directory.CreateDirectory(Root.File(".local", "probe")).FullName;
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), """<Project><Import Project="../../Directory.Packages.props" /></Project>""");
        var project = Path.Combine(folder, "probe.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>{string.Concat(packages.Select(name => $"<PackageReference Include=\"{name}\" />"))}</ItemGroup>
            </Project>
            """);
        return project;
    }

    /// <summary>Only makes sure that PostgreSQL is there: the fixture of the tests finds it, in the same places, and starts it.</summary>
    public async Task<Outcome> PostgresAsync(bool required)
    {
        if (Environment.GetEnvironmentVariable("ORLEANSSYNC_POSTGRES") is { Length: > 0 })
        {
            return Outcome.Ok("the server of ORLEANSSYNC_POSTGRES");
        }
        const string Need = "PostgreSQL (Debian: apt-get install postgresql), or ORLEANSSYNC_POSTGRES with the connection string of a server where databases may be created";
        if (FindPostgres() is { } found)
        {
            return Outcome.Ok(found);
        }
        var (why, tail) = ("PostgreSQL was not found, and only root can install it", (IReadOnlyList<string>)[]);
        if (CanInstall)
        {
            // Before the package can make a cluster of its own, which nobody here needs.
            const string Clusters = "/etc/postgresql-common/createcluster.conf";
            if (!File.Exists(Clusters))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Clusters)!);
                await File.WriteAllTextAsync(Clusters, "create_main_cluster = false\n");
            }
            var install = await InstallAsync("postgresql");
            if (install.Ok && FindPostgres() is { } installed)
            {
                return Outcome.Ok($"{installed}, just installed");
            }
            (why, tail) = ("PostgreSQL was not found, and apt-get could not install it", [.. install.Lines.TakeLast(10)]);
        }
        return required ? Outcome.Failed(why, $"get {Need}.", tail) : Outcome.Skipped(why, Need);
    }

    public async Task<Outcome> NpmAsync()
    {
        if (Shell.Find("npm") is null || Shell.Find("node") is null)
        {
            var install = CanInstall ? await InstallAsync("nodejs", "npm") : null;
            if (Shell.Find("npm") is null || Shell.Find("node") is null)
            {
                return Outcome.Skipped(install is null ? "node and npm were not found, and only root can install them" : "node and npm were not found, and apt-get could not install them", "node 18 or later with npm (Debian: apt-get install nodejs npm); without them nobody checks the contract, and no foreign client calls the server");
            }
        }
        // The stamp says for which lock file node_modules was filled.
        var stamp = Root.File("node_modules", ".orleanssync");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Root.File("package-lock.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return Outcome.Ok("up to date");
        }
        var npm = await shell.RunAsync(TimeSpan.FromMinutes(5), "npm", ["ci", "--no-progress"]);
        if (!npm.Ok)
        {
            var cause = npm.TimedOut ? "no answer in time" : npm.Lines.FirstOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal)) ?? $"exit code {npm.ExitCode}";
            return Outcome.Skipped($"npm ci failed ({cause}; {Root.Relative(npm.Log)})", "an npm registry that serves the packages of package-lock.json");
        }
        await File.WriteAllTextAsync(stamp, wanted);
        return Outcome.Ok();
    }

    /// <summary>Only makes sure that it is there: the tests of the emulator's page find it, in the same places, and skip without it.</summary>
    public async Task<Outcome> ChromiumAsync()
    {
        if (FindChromium() is { } found)
        {
            return Outcome.Ok(found);
        }
        const string Need = "Chromium (Debian: apt-get install chromium), or ORLEANSSYNC_CHROMIUM with the path of one; without it nobody looks at the emulator's page";
        if (!CanInstall)
        {
            return Outcome.Skipped("Chromium was not found, and only root can install it", Need);
        }
        await InstallAsync("chromium");
        return FindChromium() is { } installed ? Outcome.Ok($"{installed}, just installed") : Outcome.Skipped("Chromium was not found, and apt-get could not install it", Need);
    }

    // The same places, in the same order, as tests/OrleansSync.Emulator.Tests/Browser/Chromium.cs.
    private static string? FindChromium() => Environment.GetEnvironmentVariable("ORLEANSSYNC_CHROMIUM") is { Length: > 0 } given
        ? File.Exists(given) ? given : null
        : new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }.Select(Shell.Find).FirstOrDefault(path => path is not null);

    private static string Buf => Root.File("node_modules", ".bin", OperatingSystem.IsWindows() ? "buf.cmd" : "buf");
    private static string Baseline => Root.File("protos", "baseline.binpb");
    private static readonly Outcome NoBuf = Outcome.Skipped("buf is not there", "the npm packages");

    public Task<Outcome> BufLintAsync() => BufAsync("correct protos/, or run the verb format.", "lint");

    public async Task<Outcome> BufBreakingAsync() =>
        !File.Exists(Baseline) ? Outcome.Skipped("there is no protos/baseline.binpb yet", "`format --baseline` at the first release")
        : await BufAsync("keep the numbers, names and types that clients know; if the break is meant, `format --baseline` records the new contract.", "breaking", "--against", Baseline);

    public Task<Outcome> BufBaselineAsync() => BufAsync("correct protos/.", "build", "--exclude-source-info", "-o", Baseline);

    public Task<Outcome> BufFormatAsync() => BufAsync("correct protos/.", "format", "-w");

    private async Task<Outcome> BufAsync(string wayOut, params string[] arguments)
    {
        if (!File.Exists(Buf))
        {
            return NoBuf;
        }
        var buf = await shell.RunAsync(Short, Buf, arguments);
        return buf.Ok ? Outcome.Ok() : Outcome.Failed(buf.TimedOut ? "no end in time" : $"{buf.Lines.Count} finding{(buf.Lines.Count == 1 ? "" : "s")}", wayOut, [.. buf.Lines.Take(25)]);
    }

    public async Task<Outcome> FormatCheckAsync()
    {
        var findings = new List<string>();
        var folders = new[] { "src", "tests", "standins", "demo", "bench", "eng" }.Where(name => Directory.Exists(Root.File(name))).Select(name => name + "/");
        var format = await shell.RunAsync(Short, Shell.Dotnet, ["format", "whitespace", Root.Folder, "--folder", "--verify-no-changes", "--include", .. folders]);
        findings.AddRange(format.Lines.Select(line => Regex.Match(line, @"^(.*?): error ([A-Z]+: .*?)(?: \[.*\])?$")).Where(m => m.Success).Select(m => $"{Root.Relative(m.Groups[1].Value)}: {m.Groups[2].Value}"));
        if (!format.Ok && findings.Count == 0)
        {
            return Explain.Failure(format);
        }
        var unchecked_ = "";
        var git = Shell.Find("git") is null ? null : await shell.RunAsync(Short, "git", ["-c", $"safe.directory={Root.Folder}", "-c", "core.quotepath=off", "ls-files", "--eol"]);
        if (git is null || !git.Ok)
        {
            unchecked_ = "; the ends of lines and files were not looked at, because this is no git checkout";
        }
        foreach (var line in git is { Ok: true } ? git.Lines : [])
        {
            // "i/lf    w/lf    attr/text=auto eol=lf <tab> path"; -text is a binary file.
            var path = line[(line.IndexOf('\t') + 1)..];
            if (line.Contains("w/-text") || line.Contains("attr/-text") || !File.Exists(Root.File(path)) || new FileInfo(Root.File(path)) is { LinkTarget: not null } or { Length: 0 })
            {
                continue;
            }
            if (Regex.IsMatch(line, @"[iw]/(crlf|mixed)"))
            {
                findings.Add($"{path}: lines end with CR LF");
            }
            await using var file = File.OpenRead(Root.File(path));
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                findings.Add($"{path}: the last line has no end");
            }
        }
        return findings.Count == 0 ? Outcome.Ok(unchecked_.TrimStart(';', ' '))
            : Outcome.Failed($"{findings.Count} finding{(findings.Count == 1 ? "" : "s")}, the first: {findings[0]}", "`dotnet run eng/build.cs -- format` puts the code right; the ends of other files are for your editor.", [.. findings.Take(25)]);
    }

    public async Task<Outcome> RestoreAsync(string target)
    {
        string[] command = ["restore", target, $"-p:Configuration={options.Configuration}", .. _dotnet];
        var restore = await shell.RunAsync(Long, Shell.Dotnet, command);
        if (!restore.Ok && restore.Says("NU130[01]"))
        {
            restore = await shell.RunAsync(Long, Shell.Dotnet, command);
        }
        return restore.Ok ? Outcome.Ok(_dependencies) : Explain.Failure(restore);
    }

    public async Task<Outcome> BuildAsync(string target, bool restore = true)
    {
        // With mapped source paths (CI=true) coverage finds no sources once some of the assemblies were built without.
        var build = await shell.RunAsync(Long, Shell.Dotnet, ["build", target, "-nologo", "-c", options.Configuration, "-p:ContinuousIntegrationBuild=false", .. restore ? [] : new[] { "--no-restore" }, .. _dotnet]);
        return build.Ok ? Outcome.Ok($"{options.Configuration}, {_dependencies}") : Explain.Failure(build);
    }

    public async Task<Outcome> TestAsync(TestReport report, Screen screen)
    {
        var results = Root.File("artifacts", "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }
        if (options.Long)
        {
            shell.Variables["ORLEANSSYNC_LONG"] = "1";
        }
        if (options.Seed is { } seed)
        {
            shell.Variables["ORLEANSSYNC_SEED"] = $"{seed}";
        }
        string[] command =
        [
            "test", Solution, "-c", options.Configuration, "--no-build", "--logger", "trx", "--results-directory", results, "--settings", Root.File("eng", "test.runsettings"), "--collect", "XPlat Code Coverage",
            "--blame-hang-timeout", options.Long ? "4h" : "10m", "--blame-hang-dump-type", "none", .. options.Filter is { } filter ? ["--filter", filter] : Array.Empty<string>(), .. _dotnet, .. options.Program.Count > 0 ? ["--", .. options.Program] : Array.Empty<string>(),
        ];
        var test = await shell.RunAsync(options.Long ? TimeSpan.FromHours(24) : TimeSpan.FromMinutes(60), Shell.Dotnet, command, line =>
        {
            var ended = Regex.Match(line, @"^(Passed!|Failed!|Skipped!)\s+- (.*?), Duration: (.*?) - (\S+)\.dll");
            if (ended.Success)
            {
                screen.Line($"    {ended.Groups[4].Value}: {Regex.Replace(ended.Groups[2].Value, @"\s+", " ")} ({ended.Groups[3].Value})");
            }
        });
        report.Read(results);
        return report.Failed.Count > 0 ? Outcome.Failed($"{report.Failed.Count} test{(report.Failed.Count == 1 ? "" : "s")} failed", "each is listed below with its message; --filter NAME runs one alone.", [])
            : !test.Ok ? Explain.Failure(test, "the messages say which project could not run its tests.")
            : report.Passed == 0 ? Outcome.Failed("no test ran", options.Filter is null ? "build with tests, or look into the output." : "no test matches the filter; correct it.", [.. test.Lines.TakeLast(10)])
            : Outcome.Ok();
    }

    public async Task<Outcome> FormatAsync()
    {
        var format = await shell.RunAsync(Long, Shell.Dotnet, ["format", Solution, "--no-restore"]);
        return format.Ok ? Outcome.Ok() : Explain.Failure(format);
    }

    public async Task<Outcome> PackServerAsync()
    {
        var (version, failed) = await VersionAsync();
        if (version is null)
        {
            return failed;
        }
        var name = $"orleanssync-server-{version}";
        var folder = Emptied(Root.File("artifacts", "pack", name));
        // No app host: what is left runs on every architecture, as `dotnet OrleansSync.Server.dll`.
        var publish = await PublishAsync("OrleansSync.Server", folder);
        if (!publish.Ok)
        {
            return Explain.Failure(publish);
        }
        CopyAll(Root.File("eng", "server"), folder);
        return await ArchiveAsync(folder, name, name);
    }

    /// <summary>The module as a folder that can be imported, OrleansSync, and as an archive of it.</summary>
    public async Task<Outcome> PackModuleAsync()
    {
        const string Module = "OrleansSync";
        var (version, failed) = await VersionAsync();
        if (version is null)
        {
            return failed;
        }
        var folder = Emptied(Root.File("artifacts", "pack", Module));
        foreach (var (project, part) in new[] { ("OrleansSync.PowerShell", "bin"), ("OrleansSync.PowerShell.Loader", "loader") })
        {
            var publish = await PublishAsync(project, Path.Combine(folder, part));
            if (!publish.Ok)
            {
                return Explain.Failure(publish);
            }
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".dll", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }
        CopyAll(Root.File("module"), folder);
        File.Delete(Path.Combine(folder, "README.md"));
        return await ArchiveAsync(folder, Module, $"orleanssync-module-{version}");
    }

    // The name tells the embedded build from the one that can run more than one silo.
    private async Task<(string? Version, Outcome Failed)> VersionAsync()
    {
        var property = await shell.RunAsync(Short, Shell.Dotnet, ["msbuild", "src/OrleansSync.Server", "-getProperty:Version", .. _dotnet.Where(a => a.Contains("p:") || a.Contains("property:"))]);
        return property.Ok ? ($"{property.Lines.Last(line => line.Length > 0).Trim()}{(_dependencies == "Packages" ? "" : "-standins")}", Outcome.Ok()) : (null, Explain.Failure(property));
    }

    private Task<Ended> PublishAsync(string project, string folder) => shell.RunAsync(
        Long, Shell.Dotnet, ["publish", $"src/{project}", "-nologo", "-c", options.Configuration, "-o", folder, $"-p:ArtifactsPath={Root.File("artifacts", "pack", "build")}", "-p:UseAppHost=false", "-p:ContinuousIntegrationBuild=true", .. _dotnet]);

    private static async Task<Outcome> ArchiveAsync(string folder, string root, string name)
    {
        var archive = Root.File("artifacts", "pack", $"{name}.tar.gz");
        await WriteArchiveAsync(folder, root, archive);
        await using var written = File.OpenRead(archive);
        await File.WriteAllTextAsync(archive + ".sha256", $"{Convert.ToHexStringLower(await SHA256.HashDataAsync(written))}  {name}.tar.gz\n");
        return Outcome.Ok($"{Root.Relative(archive)}, {written.Length / 1e6:0.0} MB, and its .sha256");
    }

    private static string Emptied(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        return folder;
    }

    private static void CopyAll(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    // The same files give the same bytes: sorted, without owner, with one time for all.
    private static async Task WriteArchiveAsync(string folder, string name, string archive)
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        await using var zip = new GZipStream(File.Create(archive), CompressionLevel.SmallestSize);
        await using var tar = new TarWriter(zip, TarEntryFormat.Ustar);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(path);
            var entry = new UstarTarEntry(TarEntryType.RegularFile, $"{name}/{Path.GetRelativePath(folder, path).Replace('\\', '/')}") { Mode = Mode, ModificationTime = DateTimeOffset.UnixEpoch.AddYears(10), DataStream = content };
            await tar.WriteEntryAsync(entry);
        }
    }

    private static bool CanInstall => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && Shell.Find("apt-get") is not null;

    private async Task<Ended> InstallAsync(params string[] packages)
    {
        shell.Variables["DEBIAN_FRONTEND"] = "noninteractive";
        string[] quiet = ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold", "-o", "Acquire::Retries=2"];
        await shell.RunAsync(TimeSpan.FromMinutes(5), "apt-get", ["update", .. quiet]);
        return await shell.RunAsync(TimeSpan.FromMinutes(15), "apt-get", ["install", "-y", "--no-install-recommends", .. quiet, .. packages]);
    }

    // The same places, in the same order, as tests/OrleansSync.Testing/Postgres/PostgresBinaries.cs.
    private static string? FindPostgres()
    {
        static IEnumerable<string> Versions(string parent, string prefix) => !Directory.Exists(parent) ? [] : Directory.EnumerateDirectories(parent, prefix + "*")
            .Where(path => int.TryParse(Path.GetFileName(path)[prefix.Length..], out _)).OrderByDescending(path => int.Parse(Path.GetFileName(path)[prefix.Length..])).Select(path => Path.Combine(path, "bin"));
        var folders = Environment.GetEnvironmentVariable("ORLEANSSYNC_POSTGRES_BIN") is { Length: > 0 } only ? [only]
            : Versions("/usr/lib/postgresql", "").Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
                .Concat(Versions("/usr", "pgsql-")).Concat(Versions("/opt/homebrew/opt", "postgresql@")).Concat(Versions("/usr/local/opt", "postgresql@"));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}

/// <summary>What the tests said: counts, failures, skips with their reasons, coverage; read from the files that dotnet test leaves.</summary>
sealed class TestReport
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private readonly SortedDictionary<string, (int Passed, int Failed, int Skipped, double Seconds)> _projects = [];
    private readonly SortedDictionary<string, List<string>> _skipped = [];
    private readonly Dictionary<(string Project, string File, int Line), bool> _covered = [];

    public int Passed => _projects.Values.Sum(p => p.Passed);
    public List<(string Name, string[] Message)> Failed { get; } = [];
    public string ClosingLine => $"{Passed} passed, {Failed.Count} failed, {_projects.Values.Sum(p => p.Skipped)} skipped";

    public void Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        // dotnet test copies what a project attached into a folder named In.
        var copies = $"{Path.DirectorySeparatorChar}In{Path.DirectorySeparatorChar}";
        IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(file => !file.Contains(copies)).Order();
        foreach (var file in Files("*.trx"))
        {
            ReadResults(XDocument.Load(file).Root!);
        }
        foreach (var file in Files("Sequence*.xml"))
        {
            var running = XDocument.Load(file).Descendants("Test").Where(t => (string?)t.Attribute("Completed") == "False").Select(t => (string?)t.Attribute("Name") ?? "");
            Failed.AddRange(running.Select(name => (name, new[] { "It was the last to start when its test host ended: it, or one beside it, crashed the host or did not end." })));
        }
        foreach (var file in Files("coverage.cobertura.xml"))
        {
            ReadCoverage(XDocument.Load(file));
        }
    }

    public void Print(Screen screen)
    {
        foreach (var (reason, names) in _skipped)
        {
            screen.Line($"skipped ({names.Count}): {reason}", Colour.Yellow);
            screen.Line($"    {string.Join(", ", names.Take(10))}{(names.Count > 10 ? $" and {names.Count - 10} more" : "")}");
        }
        foreach (var (name, message) in Failed)
        {
            screen.Line($"failed: {name}", Colour.Red);
            foreach (var line in message)
            {
                screen.Line($"    {line}");
            }
        }
        screen.Line($"{"test project",-42} {"passed",7} {"failed",7} {"skipped",7} {"seconds",8}");
        foreach (var (name, p) in _projects)
        {
            screen.Line($"{name,-42} {p.Passed,7} {p.Failed,7} {p.Skipped,7} {p.Seconds,8:0.0}", p.Failed > 0 ? Colour.Red : Colour.None);
        }
        screen.Line($"{"line coverage",-42} {"%",7} {"covered",9} {"lines",7}");
        foreach (var project in Directory.EnumerateDirectories(Root.File("src")).Select(Path.GetFileName).Order())
        {
            var lines = _covered.Where(c => c.Key.Project == project).Select(c => c.Value).ToList();
            screen.Line(lines.Count == 0 ? $"{project,-42} {"-",7}" : $"{project,-42} {100.0 * lines.Count(hit => hit) / lines.Count,7:0.0} {lines.Count(hit => hit),9} {lines.Count,7}");
        }
    }

    private void ReadResults(XElement run)
    {
        var project = Path.GetFileNameWithoutExtension(run.Descendants(Trx + "TestMethod").Select(m => (string?)m.Attribute("codeBase")).FirstOrDefault() ?? "unknown");
        var results = run.Descendants(Trx + "UnitTestResult").ToList();
        var counts = _projects.GetValueOrDefault(project);
        foreach (var result in results)
        {
            var name = (string?)result.Attribute("testName") ?? "";
            string Text(string element) => (string?)result.Descendants(Trx + element).FirstOrDefault() ?? "";
            switch ((string?)result.Attribute("outcome"))
            {
                case "Passed":
                    counts.Passed++;
                    break;
                case "NotExecuted":
                    counts.Skipped++;
                    var reason = new[] { Text("Message"), Text("StdOut") }.FirstOrDefault(text => text.Length > 0) ?? "no reason given";
                    (_skipped.TryGetValue(reason.Trim(), out var names) ? names : _skipped[reason.Trim()] = []).Add(name);
                    break;
                default:
                    counts.Failed++;
                    var place = Text("StackTrace").Split('\n').FirstOrDefault(line => line.Contains(":line ")) ?? "";
                    Failed.Add((name, [.. Text("Message").Trim().Split('\n').Take(12).Append(place.Replace(Root.Folder + Path.DirectorySeparatorChar, "")).Select(line => line.TrimEnd()).Where(line => line.Length > 0)]));
                    break;
            }
        }
        var times = run.Element(Trx + "Times");
        counts.Seconds += ((DateTimeOffset?)times?.Attribute("finish") - (DateTimeOffset?)times?.Attribute("start"))?.TotalSeconds ?? 0;
        if (results.Count > 0)
        {
            _projects[project] = counts;
        }
    }

    private void ReadCoverage(XDocument report)
    {
        var sources = report.Descendants("source").Select(source => source.Value).ToList();
        foreach (var package in report.Descendants("package"))
        {
            var project = (string?)package.Attribute("name") ?? "";
            foreach (var type in package.Descendants("class"))
            {
                // Each report has roots of its own.
                var name = (string?)type.Attribute("filename") ?? "";
                var file = sources.Select(source => Path.Combine(source, name)).FirstOrDefault(File.Exists) ?? name;
                foreach (var line in type.Elements("lines").Elements("line"))
                {
                    var key = (project, file, (int)line.Attribute("number")!);
                    _covered[key] = _covered.GetValueOrDefault(key) || (long)line.Attribute("hits")! > 0;
                }
            }
        }
    }
}
