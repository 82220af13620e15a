using System.Collections.Concurrent;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>Chooses misdeeds by chance and counts them, until it is calmed. A seed gives the same choices in the same order.</summary>
internal sealed class Malice(ulong seed, int percent, params string[] kinds)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _calmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _state = seed;
    private volatile int _percent = percent;

    /// <summary>Misdeeds done, by kind and step.</summary>
    public ConcurrentDictionary<string, int> Misdeeds { get; } = new();

    /// <summary>Ends when all goes well.</summary>
    public Task Calmed => _calmed.Task;

    /// <summary>A misdeed, or null: what is right.</summary>
    public string? Choose(string step)
    {
        if (Next(100) >= _percent)
            return null;
        var kind = kinds[Next(kinds.Length)];
        Misdeeds.AddOrUpdate($"{kind} at {step}", 1, (_, count) => count + 1);
        return kind;
    }

    /// <summary>From now on so many of a hundred choices are misdeeds.</summary>
    public void Set(int percent) => _percent = percent;

    /// <summary>From now on all goes well.</summary>
    public void Calm()
    {
        _percent = 0;
        _calmed.TrySetResult();
    }

    // SplitMix64.
    private int Next(int below)
    {
        lock (_lock)
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
        }
    }
}
