using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Question = Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;

namespace Grpc.Reflection;

/// <summary>Answers questions about the services of this server.</summary>
internal sealed class ReflectionService(DescriptorIndex index) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await responseStream.WriteAsync(Answer(index, requestStream.Current), context.CancellationToken);
        }
    }

    public static ServerReflectionResponse Answer(DescriptorIndex index, ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        Question.FileByFilename => AnswerFile(index.FindFile(request.FileByFilename), "File not found."),
        Question.FileContainingSymbol => AnswerFile(index.FindFileOf(request.FileContainingSymbol), "Symbol not found."),
        Question.ListServices => new ServerReflectionResponse
        {
            ListServicesResponse = new ListServiceResponse { Service = { index.Services.Select(name => new ServiceResponse { Name = name }) } },
        },
        _ => Error(StatusCode.Unimplemented, "This kind of question is not supported."),
    };

    private static ServerReflectionResponse AnswerFile(FileDescriptor? file, string missing)
    {
        if (file is null)
        {
            return Error(StatusCode.NotFound, missing);
        }

        List<FileDescriptor> files = [];
        Collect(file, files);
        return new ServerReflectionResponse
        {
            FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { files.Select(found => found.SerializedData) } },
        };
    }

    private static void Collect(FileDescriptor file, List<FileDescriptor> files)
    {
        if (files.Contains(file))
        {
            return;
        }

        files.Add(file);
        foreach (var dependency in file.Dependencies)
        {
            Collect(dependency, files);
        }
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
