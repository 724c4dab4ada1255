using System.Reflection;
using Grpc.Core;
using OrleansSync.Server.Auth;
using OrleansSync.Server.SyncDefinitions;

namespace OrleansSync.Server.Tests.Auth;

public sealed class RequireRoleTests
{
    public static TheoryData<string, string> Methods()
    {
        var methods = new TheoryData<string, string>();
        foreach (var service in typeof(SyncDefinitionsService).Assembly.GetTypes().Where(type => type.BaseType?.GetCustomAttribute<BindServiceMethodAttribute>() is not null))
        {
            foreach (var method in service.BaseType!.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(method => method.IsVirtual))
            {
                methods.Add(service.FullName!, method.Name);
            }
        }

        return methods;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Service_EveryMethodOfItsContract_IsImplementedAndDeclaresItsRole(string service, string method)
    {
        var implementation = typeof(SyncDefinitionsService).Assembly.GetType(service)!.GetMethod(method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);

        Assert.NotNull(implementation);
        Assert.NotNull(implementation.GetCustomAttribute<RequireRoleAttribute>());
    }
}
