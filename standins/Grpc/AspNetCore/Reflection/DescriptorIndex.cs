using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Grpc.Reflection;

/// <summary>The descriptors of the mapped services: by file name, and by the names of what the files define.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> symbols = new(StringComparer.Ordinal);

    public DescriptorIndex(EndpointDataSource endpoints)
    {
        var types = endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType).OfType<Type>().Distinct();
        foreach (var descriptor in types.Select(FindDescriptor).OfType<ServiceDescriptor>())
        {
            Services.Add(descriptor.FullName);
            Add(descriptor.File);
        }
    }

    public List<string> Services { get; } = [];

    public FileDescriptor? FindFile(string name) => files.GetValueOrDefault(name);

    public FileDescriptor? FindFileOf(string symbol) => symbols.GetValueOrDefault(symbol);

    // The descriptor is where the generated base class says that its binder is.
    private static ServiceDescriptor? FindDescriptor(Type type) =>
        type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;

    private void Add(FileDescriptor file)
    {
        if (!files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var dependency in file.Dependencies)
        {
            Add(dependency);
        }

        IEnumerable<IDescriptor> defined = [.. file.MessageTypes, .. file.EnumTypes, .. file.Services];
        foreach (var descriptor in defined)
        {
            Add(descriptor);
        }
    }

    private void Add(IDescriptor descriptor)
    {
        symbols[descriptor.FullName] = descriptor.File;
        IEnumerable<IDescriptor> inner = descriptor switch
        {
            MessageDescriptor message => [.. message.NestedTypes, .. message.EnumTypes],
            ServiceDescriptor service => service.Methods,
            _ => [],
        };
        foreach (var nested in inner)
        {
            Add(nested);
        }
    }
}
