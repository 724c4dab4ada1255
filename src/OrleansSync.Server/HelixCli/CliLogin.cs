using Microsoft.Extensions.Options;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Workspaces;
using OrleansSync.Helix;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.HelixCli;

/// <summary>Signs a person in and gives them a new key; their earlier keys end. Who is in no workspace gets one of their own.</summary>
internal sealed partial class CliLogin(
    IDeviceFlow flow, CliAccess access, IUsers users, IKeys keys, IWorkspaces workspaces, IGrainFactory grains, IIdSource ids, TimeProvider clock, IOptions<HelixOptions> options, ILogger<CliLogin> logger)
{
    public async Task RunAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        await CliEvents.BeginAsync(context);
        try
        {
            var code = await flow.BeginAsync(cancellationToken);
            await SendAsync("user_verification", ("user_code", code.UserCode), ("verification_uri", code.VerificationUri));
            var until = clock.GetUtcNow() + options.Value.SignInTimeout;
            while (true)
            {
                if (await flow.FindAsync(code, cancellationToken) is { } signedIn)
                {
                    var (user, key) = await WelcomeAsync(signedIn, cancellationToken);
                    await SendAsync("success", ("key", key), ("user_id", user.ToString()));
                    return;
                }

                if (clock.GetUtcNow() >= until)
                {
                    await SendAsync("device_code_timeout", ("message", "The code was not confirmed in time; sign in again."));
                    return;
                }

                await Task.Delay(code.Interval, clock, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is SignInException or Engine.Errors.SyncException)
        {
            await SendAsync("error", ("error", exception.Message));
        }

        Task SendAsync(string name, params ReadOnlySpan<(string, object?)> fields) => CliEvents.SendAsync(context, CliEvents.Write(name, isInternal: false, fields), number: null);
    }

    private async Task<(UserId User, string Key)> WelcomeAsync(SignedIn signedIn, CancellationToken cancellationToken)
    {
        var user = await users.SignInAsync(new User(new UserId(ids.Next()), signedIn.GithubId, signedIn.Login, signedIn.Name, signedIn.Email), cancellationToken);
        if ((await workspaces.ListAsync(user.Id, null, 1, cancellationToken)).IsEmpty)
        {
            // The slug is the person's, so a second sign-in at the same time finds it taken and not a second workspace made.
            var grain = grains.GetGrain<IWorkspaceGrain>(user.Id.Value);
            if (await grain.FindAsync(cancellationToken) is null)
            {
                await grain.CreateAsync(new WorkspaceDraft(NameOf(user), $"personal-{user.Id.Value:N}", WorkspaceType.Personal, "", HasBilling: null), null, validateOnly: false, cancellationToken);
            }

            await grain.SetMemberAsync(user.Id, MemberRole.Admin, cancellationToken);
        }

        var (record, key) = access.Draw(KeyOwner.User, user.Id.Value);
        await keys.RotateAsync(record, cancellationToken);
        LogSignedIn(user.Id, record.Id);
        return (user.Id, key);
    }

    private static string NameOf(User user) => user.Login.Length is > 0 and <= 64 ? user.Login : "Personal";

    [LoggerMessage(LogLevel.Information, "{UserId} signed in; their key is {KeyId} now.")]
    private partial void LogSignedIn(UserId userId, Guid keyId);
}
