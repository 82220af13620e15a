namespace Hikyaku.Mail.Routing;

/// <summary>Bounds of one recipient's expansion.</summary>
public sealed record RoutingLimits
{
    /// <summary>Aliases and forwards behind one another.</summary>
    public int Depth { get; init; } = 20;

    /// <summary>Addresses that one recipient leads to.</summary>
    public int Addresses { get; init; } = 1000;
}
