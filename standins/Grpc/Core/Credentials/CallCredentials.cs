namespace Grpc.Core;

/// <summary>Metadata that proves who calls, added to each call.</summary>
public abstract class CallCredentials
{
    private protected CallCredentials()
    {
    }

    /// <summary>Several credentials as one.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2)
        {
            throw new ArgumentException("Composite credentials are made of two or more.", nameof(credentials));
        }

        return new ComposedCredentials([.. credentials]);
    }

    /// <summary>Credentials made by a function for each call.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptorCredentials(interceptor);
    }

    internal abstract Task AddToAsync(AuthInterceptorContext context, Metadata metadata);

    private sealed class InterceptorCredentials(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        internal override Task AddToAsync(AuthInterceptorContext context, Metadata metadata) => interceptor(context, metadata);
    }

    private sealed class ComposedCredentials(IReadOnlyList<CallCredentials> parts) : CallCredentials
    {
        internal override async Task AddToAsync(AuthInterceptorContext context, Metadata metadata)
        {
            foreach (var part in parts)
            {
                // Each part starts from nothing, so that none can see or remove what another added.
                var own = new Metadata();
                await part.AddToAsync(context, own).ConfigureAwait(false);
                foreach (var entry in own)
                {
                    metadata.Add(entry);
                }
            }
        }
    }
}
