using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;

namespace OrleansSync.Helix.Client.Push;

/// <summary>Runs one deploy to its end and tells how it goes.</summary>
internal static class Deploy
{
    /// <summary>The end of a deploy that worked.</summary>
    /// <exception cref="HelixClientException">It did not.</exception>
    public static async Task<DeployProgress> RunAsync(IHelixCloud cloud, DeployOrder order, IConversation conversation, CancellationToken cancellationToken)
    {
        await foreach (var news in cloud.DeployAsync(order, cancellationToken))
        {
            if (news.Failure.Length > 0)
            {
                throw new HelixClientException(HelixClientError.DeployFailed, $"Deployment failed: {news.Failure}");
            }

            conversation.Inform(news.Text);
            if (news.IsEnd)
            {
                return news;
            }
        }

        throw new HelixClientException(HelixClientError.DeployFailed, "The deployment's events ended before the deployment did; look at its state before you deploy again.");
    }
}
