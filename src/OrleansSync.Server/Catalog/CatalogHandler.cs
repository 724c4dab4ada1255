using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Catalog;

/// <summary>The standard methods of every kind of resource: create, get, list, update and delete.</summary>
internal sealed class CatalogHandler<TSpec, TMessage>(IResources<TSpec> resources, ICatalogNoun<TSpec, TMessage> noun, IIdSource ids, TimeProvider clock)
    where TSpec : class, ICatalogSpec
    where TMessage : class, IMessage<TMessage>, new()
{
    // A filter that few pass must not read the whole store in one call.
    private const int ReadPagesMax = 20;

    // Of changes without an etag that meet another change.
    private const int UpdateAttemptsMax = 5;

    private static readonly MessageDescriptorFields Standard = new(new TMessage().Descriptor);

    public async Task<TMessage> CreateAsync<TRequest>(TRequest request, TMessage? given, string requestId, bool validateOnly, ServerCallContext context)
        where TRequest : IMessage<TRequest>
    {
        var message = Required(given);
        var requestKey = RequestFields.ReadRequestKey(request, requestId, context);
        var spec = noun.ToSpec(message, before: null);
        Check(spec, before: null);
        if (requestKey is not null && await resources.FindAnswerAsync(requestKey, context.CancellationToken) is { Resource: { } answered })
        {
            return await AnswerAsync(answered, context.CancellationToken);
        }

        var (id, now) = (ids.Next(), clock.Now());
        var resolved = await noun.ResolveAsync(id, spec, message, before: null, context.CancellationToken);
        var created = new Resource<TSpec>(id, 1, resolved, now, now);
        if (await resources.FindByNameAsync(resolved.ParentId, resolved.NameKey, context.CancellationToken) is not null && requestKey is null)
        {
            throw SyncException.NameTaken(noun.Noun, $"{noun.Field}.{noun.NameField}");
        }

        if (validateOnly)
        {
            var answer = ToMessage(created);
            Standard.SetId(answer, "", "");
            return answer;
        }

        return await AnswerAsync(await KeepAndSaveAsync(id, message, () => resources.CreateAsync(created, requestKey, context.CancellationToken), context.CancellationToken), context.CancellationToken);
    }

    public async Task<TMessage> GetAsync(string id, ServerCallContext context) => await AnswerAsync(await GetResourceAsync(RequestFields.ReadId(id, "id"), context.CancellationToken), context.CancellationToken);

    /// <summary>One page, and the token of the next one.</summary>
    public async Task<string> ListAsync(string parentId, int pageSize, string pageToken, string filter, ServerCallContext context, Action<TMessage> add)
    {
        var size = RequestFields.ReadPageSize(pageSize);
        var parent = parentId.Length == 0 ? (Guid?)null : RequestFields.ReadId(parentId, Standard.ParentName(noun.Given) ?? "parent_id");
        var wanted = MessageFilter.Read(filter, new TMessage().Descriptor);
        var query = $"{context.Method}\n{parentId}\n{filter}";
        var (after, found) = (PageToken.Read(pageToken, query), new List<(Guid Id, TMessage Message)>(size));
        for (var read = 0; read < ReadPagesMax; read++)
        {
            // One more than asked for tells whether there is a next page.
            var page = await resources.ListAsync(parent, after, size + 1, context.CancellationToken);
            foreach (var resource in page)
            {
                var message = ToMessage(resource);
                if (wanted.Accepts(message))
                {
                    if (found.Count == size)
                    {
                        return await AddAsync(PageToken.Write(after.GetValueOrDefault(), query));
                    }

                    found.Add((resource.Id, message));
                }

                after = resource.Id;
            }

            if (page.Length <= size)
            {
                return await AddAsync("");
            }
        }

        return await AddAsync(PageToken.Write(after.GetValueOrDefault(), query));

        async Task<string> AddAsync(string next)
        {
            await noun.CompleteAsync(found, context.CancellationToken);
            found.ForEach(one => add(one.Message));
            return next;
        }
    }

    public async Task<TMessage> UpdateAsync<TRequest>(TRequest request, TMessage? given, FieldMask? mask, string requestId, bool validateOnly, ServerCallContext context)
        where TRequest : IMessage<TRequest>
    {
        var values = Required(given);
        var id = RequestFields.ReadId(Standard.IdOf(values), $"{noun.Field}.id");
        var etag = Standard.EtagOf(values);
        var requestKey = RequestFields.ReadRequestKey(request, requestId, context);
        if (requestKey is not null && await resources.FindAnswerAsync(requestKey, context.CancellationToken) is { Resource: { } answered })
        {
            return await AnswerAsync(answered, context.CancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            var known = await GetResourceAsync(id, context.CancellationToken);
            known.CheckEtag(etag, noun.Noun);
            var message = MessageMask.Merge(mask, values, ToMessage(known), noun.Given);
            var spec = noun.ToSpec(message, known.Spec);
            Check(spec, known.Spec);
            var changed = known.Change(await noun.ResolveAsync(id, spec, message, known.Spec, context.CancellationToken), clock.Now());
            if (validateOnly)
            {
                return await AnswerAsync(changed, context.CancellationToken);
            }

            try
            {
                return await AnswerAsync(await KeepAndSaveAsync(id, message, () => SaveAsync(known, changed, requestKey, context.CancellationToken), context.CancellationToken), context.CancellationToken);
            }
            catch (SyncException exception) when (exception.Error == SyncError.EtagMismatch && etag.Length == 0 && attempt < UpdateAttemptsMax)
            {
                // Somebody changed other fields in between; the caller did not ask to be told.
            }
        }
    }

    public async Task DeleteAsync<TRequest>(TRequest request, string id, string etag, string requestId, bool validateOnly, ServerCallContext context)
        where TRequest : IMessage<TRequest>
    {
        var requestKey = RequestFields.ReadRequestKey(request, requestId, context);
        var found = RequestFields.ReadId(id, "id");
        if (requestKey is not null && await resources.FindAnswerAsync(requestKey, context.CancellationToken) is not null)
        {
            return;
        }

        var known = await GetResourceAsync(found, context.CancellationToken);
        known.CheckEtag(etag, noun.Noun);
        if (!validateOnly)
        {
            await resources.DeleteAsync(found, known.Revision, requestKey, context.CancellationToken);
            await noun.ForgetAsync(found, context.CancellationToken);
        }
    }

    /// <summary>The resource, or a refusal.</summary>
    public async Task<Resource<TSpec>> GetResourceAsync(Guid id, CancellationToken cancellationToken) =>
        await resources.FindAsync(id, cancellationToken) ?? throw SyncException.NotFound(noun.Noun, id);

    /// <summary>The resource as callers see it, with what is kept apart and may be told.</summary>
    public async Task<TMessage> AnswerAsync(Resource<TSpec> resource, CancellationToken cancellationToken)
    {
        var message = ToMessage(resource);
        await noun.CompleteAsync([(resource.Id, message)], cancellationToken);
        return message;
    }

    /// <summary>The resource as it was declared.</summary>
    public TMessage ToMessage(Resource<TSpec> resource)
    {
        var message = noun.ToMessage(resource.Spec);
        Standard.Set(message, resource.Id.ToString("D"), resource.Etag, resource.CreatedAt, resource.UpdatedAt);
        return message;
    }

    /// <summary>Keeps what is kept apart, then saves; a save that is refused, or that finds its request's first answer under another id, leaves nothing behind.</summary>
    private async Task<Resource<TSpec>> KeepAndSaveAsync(Guid id, TMessage message, Func<Task<Resource<TSpec>>> save, CancellationToken cancellationToken)
    {
        var takeBack = await noun.KeepAsync(id, message, cancellationToken);
        Resource<TSpec> saved;
        try
        {
            saved = await save();
        }
        catch (SyncException exception) when (exception.Error != SyncError.MetastoreUnavailable && takeBack is not null)
        {
            // Refused, so nothing may have changed. When the outcome is not known, the secret stays: the resource may be there.
            await takeBack();
            throw;
        }

        if (saved.Id != id && takeBack is not null)
        {
            await takeBack();
        }

        return saved;
    }

    private async Task<Resource<TSpec>> SaveAsync(Resource<TSpec> known, Resource<TSpec> changed, Engine.Requests.RequestKey? request, CancellationToken cancellationToken) =>
        changed.Revision != known.Revision ? await resources.UpdateAsync(changed, request, cancellationToken)
        : request is null ? known
        : await resources.AnswerAsync(known, request, cancellationToken);

    private TMessage Required(TMessage? message) => message ?? throw SyncException.Invalid(noun.Field, "is required.");

    private void Check(TSpec spec, TSpec? before)
    {
        var violations = noun.Validate(spec, before);
        if (!violations.IsEmpty)
        {
            throw SyncException.Invalid(violations);
        }
    }
}
