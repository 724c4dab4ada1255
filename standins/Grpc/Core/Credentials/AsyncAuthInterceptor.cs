namespace Grpc.Core;

/// <summary>Adds what proves the caller to the metadata of a call.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
