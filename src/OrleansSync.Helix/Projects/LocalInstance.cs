namespace OrleansSync.Helix.Projects;

/// <summary>An instance that runs on the developer's machine: <c>[local.NAME]</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Port">1 to 65535; null when the file leaves it open.</param>
/// <param name="BuildMode">How it is built.</param>
public sealed record LocalInstance(string Name, int? Port, BuildMode BuildMode);
