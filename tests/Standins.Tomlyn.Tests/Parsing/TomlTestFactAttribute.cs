namespace Standins.Tests.Parsing;

/// <summary>A fact that needs the folder <c>tests</c> of github.com/toml-lang/toml-test, named by <c>TOML_TEST</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TomlTestFactAttribute : FactAttribute
{
    public TomlTestFactAttribute() => Skip = Folder is null ? "TOML_TEST names no folder with files-toml-1.1.0; clone toml-lang/toml-test and name its folder tests." : null;

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("TOML_TEST") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "files-toml-1.1.0")) ? folder : null;
}
