namespace OrleansSync.Emulator.Control;

/// <summary>A person of a site; the id is that of the site's user list, and not given when one is added.</summary>
internal sealed record Person(string Name, string Email, int Id = 0);
