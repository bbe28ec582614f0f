package dev.minijenkin.console;

import dev.minijenkin.console.differ.DifferController;
import dev.minijenkin.console.differ.DifferViewModel;
import dev.minijenkin.console.frame.place.Screen;
import dev.minijenkin.console.log.LogController;
import dev.minijenkin.console.log.beside.BesideController;
import dev.minijenkin.console.log.beside.BesideViewModel;
import dev.minijenkin.console.log.model.LogViewModel;
import dev.minijenkin.console.part.Fxml;
import dev.minijenkin.console.peek.PeekTarget;
import dev.minijenkin.console.product.ProductsViewModel;
import dev.minijenkin.console.run.RunController;
import dev.minijenkin.console.run.RunViewModel;
import dev.minijenkin.console.run.detail.RunFollower;
import dev.minijenkin.console.runs.WebBrowser;
import java.util.Optional;

/// Makes the screens about one run: its page, a log, two logs, red against green. FX thread only.
final class RunScreens {
    private final ScreenContext context;
    private final ScreenActions actions;

    RunScreens(ScreenContext context, ScreenActions actions) {
        this.context = context;
        this.actions = actions;
    }

    Screen run() {
        RunController controller =
                new RunController(
                        new RunController.Parts(
                                new RunViewModel(follower()),
                                new ProductsViewModel(
                                        context.background(),
                                        context.sources().products(),
                                        context.notices()::say),
                                context.navigator(),
                                actions.ofRun(),
                                actions.links(),
                                actions.watch(),
                                context.clock(),
                                this::open,
                                context.notices()::say,
                                (sentence, offer) ->
                                        context.notices().say(sentence, Optional.of(offer)),
                                context.memory()));
        RunController loaded = Fxml.load(controller, "RunView.fxml", controller.parts());
        loaded.lookFurther(
                context.sources().ribbon()::around,
                run -> context.sources().peek().firstError(new PeekTarget.OfRun(run)),
                context.background());
        return loaded;
    }

    private void open(String address) {
        context.background().read(() -> WebBrowser.open(address), context.notices()::say);
    }

    Screen log() {
        LogController controller =
                new LogController(
                        new LogController.Parts(
                                logModel(),
                                context.navigator(),
                                context.notices(),
                                actions.ofRun(),
                                actions.links(),
                                context.clock(),
                                context.background(),
                                context.sources().runs()::repositoryUrl));
        return Fxml.load(controller, "LogView.fxml", controller.parts());
    }

    private LogViewModel logModel() {
        return new LogViewModel(
                context.background(),
                context.clock(),
                follower(),
                context.sources().log(),
                context.notices()::say);
    }

    Screen beside() {
        return Fxml.load(
                new BesideController(
                        new BesideController.Parts(
                                new BesideViewModel(
                                        context.background(),
                                        context.sources().beside(),
                                        logModel(),
                                        logModel()),
                                context.navigator(),
                                context.notices()::say,
                                this::open)),
                "BesideView.fxml");
    }

    Screen differ() {
        return Fxml.load(
                new DifferController(
                        new DifferController.Parts(
                                new DifferViewModel(
                                        context.background(), context.sources().differ()),
                                context.navigator(),
                                context.clock(),
                                context.notices()::say)),
                "DifferView.fxml");
    }

    private RunFollower follower() {
        return new RunFollower(
                context.hints(), context.clock(), context.background(), context.sources().run());
    }
}
