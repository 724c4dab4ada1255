namespace Orleans
{
    /// <summary>Has stages that one can take part in.</summary>
    public interface ILifecycleObservable
    {
        /// <summary>Takes part in one stage.</summary>
        IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
    }

    /// <summary>Takes part in one stage.</summary>
    public interface ILifecycleObserver
    {
        /// <summary>Called on the way up.</summary>
        Task OnStart(CancellationToken cancellationToken = default);

        /// <summary>Called on the way down.</summary>
        Task OnStop(CancellationToken cancellationToken = default);
    }

    /// <summary>A service that takes part in a lifecycle.</summary>
    public interface ILifecycleParticipant<TLifecycleObservable>
        where TLifecycleObservable : ILifecycleObservable
    {
        /// <summary>Called before the lifecycle starts.</summary>
        void Participate(TLifecycleObservable lifecycle);
    }

    /// <summary>Ways to take part in a stage.</summary>
    public static class LifecycleExtensions
    {
        /// <summary>Takes part in one stage.</summary>
        public static IDisposable Subscribe(this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart) =>
            observable.Subscribe(observerName, stage, onStart, null);

        /// <summary>Takes part in one stage.</summary>
        public static IDisposable Subscribe(this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop)
        {
            ArgumentNullException.ThrowIfNull(observable);
            ArgumentNullException.ThrowIfNull(onStart);
            return observable.Subscribe(observerName, stage, new Runtime.DelegateObserver(onStart, onStop));
        }

        /// <summary>Takes part in one stage.</summary>
        public static IDisposable Subscribe<TObserver>(this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart) =>
            observable.Subscribe(typeof(TObserver).FullName!, stage, onStart, null);

        /// <summary>Takes part in one stage.</summary>
        public static IDisposable Subscribe<TObserver>(this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task> onStop) =>
            observable.Subscribe(typeof(TObserver).FullName!, stage, onStart, onStop);
    }

    /// <summary>The stages of a silo's life.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>The first.</summary>
        public const int First = int.MinValue;

        /// <summary>The runtime is set up.</summary>
        public const int RuntimeInitialize = 2000;

        /// <summary>The runtime's services start.</summary>
        public const int RuntimeServices = 4000;

        /// <summary>The runtime's storage starts.</summary>
        public const int RuntimeStorageServices = 6000;

        /// <summary>The runtime's services for grains start.</summary>
        public const int RuntimeGrainServices = 8000;

        /// <summary>The application's services start.</summary>
        public const int ApplicationServices = 10000;

        /// <summary>The silo joins.</summary>
        public const int BecomeActive = 19999;

        /// <summary>The silo takes calls.</summary>
        public const int Active = 20000;

        /// <summary>The last.</summary>
        public const int Last = int.MaxValue;
    }
}

namespace Orleans.Runtime
{
    /// <summary>The stages of a silo's life.</summary>
    public interface ISiloLifecycle : ILifecycleObservable
    {
        /// <summary>The highest stage that was reached.</summary>
        int HighestCompletedStage { get; }

        /// <summary>The lowest stage that was stopped.</summary>
        int LowestStoppedStage { get; }
    }

    /// <summary>The stages of a grain's life in memory.</summary>
    public interface IGrainLifecycle : ILifecycleObservable;

    /// <summary>Names the stages of a grain's life in memory.</summary>
    public static class GrainLifecycleStage
    {
        /// <summary>The first.</summary>
        public const int First = int.MinValue;

        /// <summary>State is read.</summary>
        public const int SetupState = 1000;

        /// <summary>The grain's own activation.</summary>
        public const int Activate = 2000;

        /// <summary>The last.</summary>
        public const int Last = int.MaxValue;
    }
}
