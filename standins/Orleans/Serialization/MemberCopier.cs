using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization;

/// <summary>Copies a type that has [GenerateSerializer]: the members with an id, nothing else.</summary>
internal static class MemberCopier
{
    private static readonly ConcurrentDictionary<Type, Action<object, object, CopyContext>> Copies = new();

    private static readonly MethodInfo CopyItem = typeof(CopyContext).GetMethod(nameof(CopyContext.CopyItem))!;   // exists

    public static Copier Make(Type type)
    {
        var make = Activator(type);
        var copy = CopyMembers(type);
        return (value, context) =>
        {
            var result = make();
            if (!type.IsValueType)
            {
                context.Record(value, result);
            }

            copy(value, result, context);
            return result;
        };
    }

    public static Action<object, object, CopyContext> CopyMembers(Type type) => Copies.GetOrAdd(type, Compile);

    // Written as code, since objects go through here with every call.
    private static Action<object, object, CopyContext> Compile(Type type)
    {
        var method = new DynamicMethod($"Copy {type}", null, [typeof(object), typeof(object), typeof(CopyContext)], typeof(MemberCopier).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        foreach (var member in TypeRules.Levels(type).SelectMany(TypeRules.Members))
        {
            var (get, set, memberType) = Access(type, member);
            var open = type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass;
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(open, type);
            var shallow = TypeRules.IsShallow(memberType) || member.IsDefined(typeof(ImmutableAttribute));
            if (!shallow)
            {
                code.Emit(OpCodes.Ldarg_2);
            }

            code.Emit(OpCodes.Ldarg_0);
            code.Emit(open, type);
            get(code);
            if (!shallow)
            {
                code.Emit(OpCodes.Call, CopyItem.MakeGenericMethod(memberType));
            }

            set(code);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<object, object, CopyContext>>();
    }

    public static Func<object> Activator(Type type)
    {
        // With a constructor of its own a member without an id has what the constructor gave it, else its default.
        var constructor = type.IsValueType || type.IsAbstract ? null : type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return constructor is null ? () => RuntimeHelpers.GetUninitializedObject(type) : () => constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static (Action<ILGenerator> Get, Action<ILGenerator> Set, Type Type) Access(Type type, MemberInfo member)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        if ((member as FieldInfo ?? member.DeclaringType!.GetField($"<{member.Name}>k__BackingField", declared)) is { } field)   // a member of a type has one
        {
            return (code => code.Emit(OpCodes.Ldfld, field), code => code.Emit(OpCodes.Stfld, field), field.FieldType);
        }

        var property = (PropertyInfo)member;
        return property.GetMethod is { } get && property.SetMethod is { } set
            ? (code => code.Emit(OpCodes.Call, get), code => code.Emit(OpCodes.Call, set), property.PropertyType)
            : throw new CodecNotFoundException($"The property {property.Name} of the type {type} has an [Id] but neither a field of its own nor a setter.");
    }
}
