namespace Hikyaku.Mail.Store;

/// <summary>The data folder as a whole: who has it, and how far it is on stable storage.</summary>
public interface IVolume
{
    /// <summary>Counts the starts of the store on this folder.</summary>
    long Epoch { get; }

    /// <summary>The newest epoch that ended without <see cref="Close"/>; what was not durable then may be lost.</summary>
    long LastUncleanEpoch { get; }

    /// <summary>Whether the journal has grown so much that a checkpoint should not wait for its time.</summary>
    bool WantsCheckpoint { get; }

    /// <summary>Chooses how many octets of the disk new mail leaves free; 0 leaves the choice to the volume.</summary>
    void KeepFree(long octets);

    /// <summary>Whether that many octets of new mail would be taken; other changes use the room that is kept free.</summary>
    bool HasRoom(long octets);

    /// <summary>Waits for a checkpoint under way, and has none begin until the result is disposed: the journal and the manifests stay as they are.</summary>
    ValueTask<IDisposable> HoldCheckpoints(CancellationToken cancellation);

    /// <summary>Takes the data folder for this process and opens the journal.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it.</exception>
    ValueTask Open(CancellationToken cancellation);

    /// <summary>
    /// Puts everything that was applied on stable storage, lets discarded files go and gives back what the journal no longer needs. False
    /// when something appended is still not applied after a while; then the journal keeps what it has and a later call lets it go.
    /// </summary>
    ValueTask<bool> Checkpoint(CancellationToken cancellation);

    /// <summary>Puts every file on stable storage, on a thread that may wait for the disk.</summary>
    ValueTask Sync(CancellationToken cancellation);

    /// <summary>Checkpoints and gives the data folder back.</summary>
    ValueTask Close();

    /// <summary>Gives the data folder back without a checkpoint, as a crash would: the next start replays the journal.</summary>
    void Abandon();
}
