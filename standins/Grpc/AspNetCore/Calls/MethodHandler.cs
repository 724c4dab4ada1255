using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>Serves one method: checks the request, runs the handler, turns what it threw into a status.</summary>
internal sealed partial class MethodHandler<TRequest, TResponse>(Method<TRequest, TResponse> method, ServiceSettings settings, ILogger logger, Func<ServerCall<TRequest, TResponse>, Task> handler)
    where TRequest : class
    where TResponse : class
{
    public IMethod Method => method;

    public async Task HandleAsync(HttpContext httpContext)
    {
        if (!GrpcHeader.IsGrpc(httpContext.Request.ContentType))
        {
            Refuse(httpContext.Response, StatusCodes.Status415UnsupportedMediaType, $"Content-Type '{httpContext.Request.ContentType}' is not supported.");
            return;
        }

        if (!HttpProtocol.IsHttp2(httpContext.Request.Protocol))
        {
            httpContext.Response.Headers[HeaderNames.Upgrade] = HttpProtocol.Http2;
            Refuse(httpContext.Response, StatusCodes.Status426UpgradeRequired, $"Request protocol '{httpContext.Request.Protocol}' is not supported.");
            return;
        }

        LiftLimits(httpContext);
        ResponseHead.Start(httpContext.Response);
        var call = new ServerCall<TRequest, TResponse>(httpContext, method, settings);
        await using (call)
        {
            await RunAsync(call);
            await call.EndAsync();
        }
    }

    private static void Refuse(HttpResponse response, int httpStatus, string detail)
    {
        response.StatusCode = httpStatus;
        ResponseHead.SetStatus(response, new Status(StatusCode.Internal, detail));
    }

    private async Task RunAsync(ServerCall<TRequest, TResponse> call)
    {
        try
        {
            await handler(call);
        }
        catch (RpcException exception)
        {
            LogStatus(logger, method.FullName, exception.StatusCode, exception.Status.Detail);
            if (exception is UnsupportedEncodingException && !call.HttpContext.Response.HasStarted)
            {
                call.HttpContext.Response.Headers[GrpcHeader.AcceptEncoding] = GrpcHeader.Encodings;
            }

            Fail(call, exception.Status, exception.Trailers);
        }
        catch (Exception exception)
        {
            if (exception is OperationCanceledException or IOException && call.CancellationToken.IsCancellationRequested)
            {
                LogCancelled(logger, method.FullName);
            }
            else
            {
                LogError(logger, method.FullName, exception);
            }

            var detail = settings.EnableDetailedErrors ? $" {GrpcHeader.Describe(exception)}" : "";
            Fail(call, new Status(StatusCode.Unknown, $"Exception was thrown by handler.{detail}", exception), Metadata.Empty);
        }
        finally
        {
            call.Close();
        }
    }

    private static void Fail(ServerCall<TRequest, TResponse> call, Status status, Metadata trailers)
    {
        foreach (var entry in trailers)
        {
            call.ResponseTrailers.Add(entry);
        }

        // The deadline wrote its own status already.
        if (!call.IsDeadlineExceeded)
        {
            call.Status = status;
        }
    }

    // A stream may be long and idle: the limits for uploads and the timeouts for requests are not made for it.
    private void LiftLimits(HttpContext httpContext)
    {
        if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
        {
            if (httpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = null;
            }

            if (httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = null;
            }
        }

        var hasOwnTimeout = httpContext.GetEndpoint() is { } endpoint
            && (endpoint.Metadata.GetMetadata<RequestTimeoutAttribute>() is not null || endpoint.Metadata.GetMetadata<RequestTimeoutPolicy>() is not null);
        if (method.Type != MethodType.Unary && !hasOwnTimeout)
        {
            httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        }
    }

    [LoggerMessage(LogLevel.Information, "The handler of {Method} ended the call: {StatusCode}, '{Detail}'.")]
    private static partial void LogStatus(ILogger logger, string method, StatusCode statusCode, string detail);

    [LoggerMessage(LogLevel.Information, "The call of {Method} was cancelled.")]
    private static partial void LogCancelled(ILogger logger, string method);

    [LoggerMessage(LogLevel.Error, "The handler of {Method} failed.")]
    private static partial void LogError(ILogger logger, string method, Exception exception);
}
