package dev.minijenkin.console.frame.place;

import dev.minijenkin.console.icon.Icon;
import javafx.scene.input.KeyCode;

/// Where the navigation leads, in its order.
public enum Destination {
    OVERVIEW("Overview", Section.WATCH, Icon.OVERVIEW, KeyCode.O),
    RUNS("Runs", Section.WATCH, Icon.RUNS, KeyCode.R),
    QUEUE("Queue", Section.WATCH, Icon.QUEUE, KeyCode.Q),
    RUNNERS("Runners", Section.OPERATE, Icon.RUNNER, KeyCode.N),
    DEPLOYS("Deploys", Section.OPERATE, Icon.DEPLOY, KeyCode.D),
    DELIVERIES("Deliveries", Section.OPERATE, Icon.DELIVERY, KeyCode.L),
    SEARCH("Search", Section.UNDERSTAND, Icon.SEARCH, KeyCode.S),
    INSIGHTS("Insights", Section.UNDERSTAND, Icon.INSIGHTS, KeyCode.I),
    AUDIT("Audit", Section.UNDERSTAND, Icon.AUDIT, KeyCode.A),
    MANAGE("Manage", Section.SET_UP, Icon.MANAGE, KeyCode.M);

    /// What belongs together.
    public enum Section {
        WATCH(""),
        OPERATE("Operate"),
        UNDERSTAND("Understand"),
        SET_UP("Set up");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        /// Empty: without one.
        public String title() {
            return title;
        }
    }

    private final String title;
    private final Section section;
    private final Icon icon;
    private final KeyCode key;

    Destination(String title, Section section, Icon icon, KeyCode key) {
        this.title = title;
        this.section = section;
        this.icon = icon;
        this.key = key;
    }

    /// The one whose view a place is in.
    public static Destination of(Place place) {
        return switch (place) {
            case Place.OverviewPlace _ -> OVERVIEW;
            case Place.RunsPlace _,
                    Place.RunPlace _,
                    Place.JobPlace _,
                    Place.DifferPlace _,
                    Place.BesidePlace _,
                    Place.RunLogPlace _,
                    Place.LogPlace _ ->
                    RUNS;
            case Place.QueuePlace _ -> QUEUE;
            case Place.RunnersPlace _ -> RUNNERS;
            case Place.DeploysPlace _ -> DEPLOYS;
            case Place.DeliveriesPlace _ -> DELIVERIES;
            case Place.SearchPlace _ -> SEARCH;
            case Place.InsightsPlace _ -> INSIGHTS;
            case Place.AuditPlace _ -> AUDIT;
            case Place.ManagePlace _ -> MANAGE;
        };
    }

    public String title() {
        return title;
    }

    public Section section() {
        return section;
    }

    public Icon icon() {
        return icon;
    }

    /// Pressed after G.
    public KeyCode key() {
        return key;
    }

    /// `G O`
    public String keys() {
        return "G " + key.getChar();
    }

    /// Where it begins.
    public Place place() {
        return switch (this) {
            case OVERVIEW -> new Place.OverviewPlace();
            case RUNS -> new Place.RunsPlace("");
            case QUEUE -> new Place.QueuePlace();
            case RUNNERS -> new Place.RunnersPlace();
            case DEPLOYS -> new Place.DeploysPlace();
            case DELIVERIES -> new Place.DeliveriesPlace();
            case SEARCH -> new Place.SearchPlace("");
            case INSIGHTS -> new Place.InsightsPlace();
            case AUDIT -> new Place.AuditPlace();
            case MANAGE -> new Place.ManagePlace();
        };
    }
}
