using System.Globalization;
using System.Resources;

namespace Hikyaku.Mail.Checks;

/// <summary>One thing that can be found about mail from strangers; what follows is the administrator's choice.</summary>
/// <param name="name">Its lasting name: lower-case letters and hyphens.</param>
/// <param name="stage">When it is asked.</param>
public abstract class Check(string name, CheckStage stage)
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Checks.CheckTexts", typeof(Check).Assembly);

    /// <summary>Its lasting name.</summary>
    public string Name => name;

    /// <summary>When it is asked.</summary>
    public CheckStage Stage => stage;

    /// <summary>What follows until an administrator chooses something else: nothing is refused that no standard asks to refuse.</summary>
    public virtual CheckChoice Default { get; } = new(CheckAction.Off, 1);

    /// <summary>Says what it looks at, in English or Japanese.</summary>
    public string Description(CultureInfo culture) => Texts.GetString(name, culture) ?? name;

    /// <summary>Whether it may wait for something, so that its time must be bounded.</summary>
    protected internal virtual bool Waits => true;

    /// <summary>How long it may take; then it has found nothing.</summary>
    protected internal virtual TimeSpan Patience(Settings.Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Get(CheckSettings.Wait);
    }

    /// <summary>Looks; null: nothing is wrong. It never throws for what the network does, and ends when <see cref="Patience"/> does.</summary>
    protected internal abstract ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation);
}
