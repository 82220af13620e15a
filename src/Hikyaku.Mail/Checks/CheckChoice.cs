namespace Hikyaku.Mail.Checks;

/// <summary>What an administrator chose about a check.</summary>
/// <param name="Action">What follows when it finds something.</param>
/// <param name="Weight">What <see cref="CheckAction.Score"/> adds; below zero it speaks for the message.</param>
public sealed record CheckChoice(CheckAction Action, int Weight)
{
    /// <summary>The greatest weight, and below zero the least.</summary>
    public const int MaxWeight = 100;
}
