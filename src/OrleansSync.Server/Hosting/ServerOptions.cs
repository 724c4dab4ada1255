using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Hosting;

/// <summary>Where the server listens and keeps its files. Bound from the section <c>Server</c>, checked at start.</summary>
internal sealed class ServerOptions
{
    /// <summary>
    /// Addresses, separated by semicolons. https anywhere; http on loopback only. The default is https://localhost:7443;
    /// <c>--urls</c> is a shorter way to say it.
    /// </summary>
    [Required]
    public string Listen { get; set; } = "https://localhost:7443";

    /// <summary>
    /// Addresses for callers that speak HTTP/1.1, such as the Helix CLI, separated by semicolons; empty is none. https anywhere, where
    /// <see cref="Listen"/> serves them too; http on loopback only.
    /// </summary>
    public string ListenHttp1 { get; set; } = "";

    /// <summary>
    /// Folder for the first admin key and the generated certificate; made with access for its owner only. The default is
    /// <c>orleanssync</c> in the user's folder for local application data.
    /// </summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>A PFX or PEM file with the certificate for https; without it the server makes one of its own.</summary>
    public string CertificatePath { get; set; } = "";

    /// <summary>A PEM file with the certificate's private key; not needed for PFX.</summary>
    public string CertificateKeyPath { get; set; } = "";

    /// <summary>The password of the PFX or of the key file.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>How long a stop waits for calls that are under way. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary><see cref="DataDirectory"/>, or its default.</summary>
    public string GetDataDirectory() => DataDirectory.Length > 0
        ? Path.GetFullPath(DataDirectory)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleanssync");
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
